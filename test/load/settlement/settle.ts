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
  const close = `/v1/books/${book}/periods/${QUARTER}/close`;
  const reckoned = await step('reckoning the close', () =>
    finance.must(`${close}?dryRun=true`, {}),
  );
  const closed = await step('closing', () => finance.must(close, {}));
  const until = async (status: string): Promise<void> => {
    for (;;) {
      bench.signal.throwIfAborted();
      if ((await finance.get(`/v1/payouts/${payoutId}`))['status'] === status) return;
      await delay(LOOK_EVERY_MS);
    }
  };
  const proposed = await step('proposing', async () => {
    await finance.must('/v1/payouts', { book, quarter: QUARTER });
    await until('proposed');
  });
  const { root, lines } = await finance.get(`/v1/payouts/${payoutId}`);
  const approved = await step('approving', () =>
    approver.must(`/v1/payouts/${payoutId}/approval`, { root: String(root) }),
  );
  const issued = await step('issuing', async () => {
    await finance.must(`/v1/payouts/${payoutId}/issue`, {});
    await until('issued');
  });
  return { payoutId, lines: Number(lines), reckoned, closed, proposed, approved, issued };
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
