import { everyItem, type AccordClient } from '@accord/client';
import { grouped, heading } from './table';

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
export async function reportFunds(
  finance: AccordClient,
  say: (text: string) => void,
): Promise<void> {
  say(heading('MDF balances'));
  say(`${'fund'.padEnd(30)}${BUCKETS.map((name) => name.padStart(11)).join('')}`);
  const funds = await everyItem((query) => finance.GET('/v1/funds', { params: { query } }));
  for (const fund of funds) {
    const amounts = BUCKETS.map((name) => grouped(fund[name] ?? '').padStart(11)).join('');
    say(`${fund.fundId.padEnd(30)}${amounts}`);
  }
}
