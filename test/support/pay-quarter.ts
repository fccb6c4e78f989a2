import type { ApiClient } from './api-client';

/** The one proposes and issues, the other approves. */
export interface Settlers {
  readonly finance: ApiClient;
  readonly approver: ApiClient;
}

/** Closes a quarter and pays it out; what is read afterwards knows all of it. @returns the run's id */
export async function payQuarter(
  { finance, approver }: Settlers,
  book: string,
  quarter: string,
): Promise<string> {
  await finance.must(`/v1/books/${book}/periods/${quarter}/close`, {});
  const { payoutId, root } = await proposed(finance, book, quarter);
  await approver.must(`/v1/payouts/${payoutId}/approval`, { root });
  await issued(finance, payoutId);
  return payoutId;
}

/** Has the statements of a closed quarter drafted, however long the worker takes. */
export async function proposed(
  finance: ApiClient,
  book: string,
  quarter: string,
): Promise<{ readonly payoutId: string; readonly root: string }> {
  const payoutId = String((await finance.must('/v1/payouts', { book, quarter }))['id']);
  return { payoutId, root: String((await runThatIs(finance, payoutId, 'proposed'))['root']) };
}

/** Has what was approved written into the accounts, however long the worker takes. */
export async function issued(finance: ApiClient, payoutId: string): Promise<void> {
  await finance.must(`/v1/payouts/${payoutId}/issue`, {});
  await runThatIs(finance, payoutId, 'issued');
  // Asked again, it changes nothing and tells where in the log it was done.
  await finance.must(`/v1/payouts/${payoutId}/issue`, {});
}

/** A payout run as soon as it is so. */
export async function runThatIs(
  finance: ApiClient,
  payoutId: string,
  status: string,
): Promise<Record<string, unknown>> {
  for (;;) {
    const run = await finance.get(`/v1/payouts/${payoutId}`);
    if (run['status'] === status) return run;
  }
}
