import type { ApiClient } from '../api-client';
import { cell, grouped, heading } from './table';

const BUCKETS = [
  'allocated',
  'available',
  'reserved',
  'committed',
  'claimed',
  'consumed',
  'expired',
] as const;

/** Where the money of every fund is. */
export async function reportFunds(finance: ApiClient, say: (text: string) => void): Promise<void> {
  say(heading('MDF balances'));
  say(`${'fund'.padEnd(30)}${BUCKETS.map((name) => name.padStart(11)).join('')}`);
  for (const fund of await finance.list('/v1/funds')) {
    const amounts = BUCKETS.map((name) => grouped(cell(fund, name)).padStart(11)).join('');
    say(`${cell(fund, 'fundId').padEnd(30)}${amounts}`);
  }
}
