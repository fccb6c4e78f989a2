import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../../support/api-client';
import type { Bench } from '../harness/suite';
import type { Book } from './book';

/** The worker drafts and issues. */
const LOOK_EVERY_MS = 50;
export const QUARTER = 'FY2027-Q1';

export interface Finance {
  readonly finance: ApiClient;
  readonly approver: ApiClient;
}

/** Seconds that each step took. */
export interface Settled {
  readonly payoutId: string;
  readonly lines: number;
  readonly reckoned: number;
  readonly closed: number;
  readonly proposed: number;
  readonly approved: number;
  readonly issued: number;
}

/** Closes the quarter of a book, proposes what is to be paid, approves and issues it, timing each. */
export async function settle(
  bench: Bench,
  { finance, approver }: Finance,
  { programId: book }: Book,
): Promise<Settled> {
  const step = async (name: string, work: () => Promise<unknown>): Promise<number> => {
    bench.signal.throwIfAborted();
    bench.progress(`${book}: ${name}`);
    return seconds(work);
  };
  const payoutId = `${book}.${QUARTER}.quarterly`;
  const period = `/v1/books/${book}/periods/${QUARTER}`;
  const payout = `/v1/payouts/${payoutId}`;
  const until = async (path: string, status: string): Promise<void> => {
    for (;;) {
      bench.signal.throwIfAborted();
      if ((await finance.get(path))['status'] === status) return;
      await delay(LOOK_EVERY_MS);
    }
  };
  const reckoned = await step('reckoning the close', () =>
    finance.must(`${period}/close?dryRun=true`, {}),
  );
  const closed = await step('closing', async () => {
    const { position } = await finance.must(`${period}/close`, {});
    await until(`${period}?minPosition=${String(position)}`, 'closed');
  });
  const proposed = await step('proposing', async () => {
    await finance.must('/v1/payouts', { book, quarter: QUARTER });
    await until(payout, 'proposed');
  });
  const { root, lines } = await finance.get(payout);
  const approved = await step('approving', () =>
    approver.must(`${payout}/approval`, { root: String(root) }),
  );
  const issued = await step('issuing', async () => {
    await finance.must(`${payout}/issue`, {});
    await until(payout, 'issued');
  });
  return { payoutId, lines: Number(lines), reckoned, closed, proposed, approved, issued };
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
