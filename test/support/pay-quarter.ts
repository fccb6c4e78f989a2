import type { ApiClient } from './api-client';

/** The one proposes and issues, the other approves. */
export interface Settlers {
  readonly finance: ApiClient;
  readonly approver: ApiClient;
}

/** A payout run as it was at a position of the log. */
export interface Run {
  readonly payoutId: string;
  readonly root: string;
  readonly position: string;
}

/** Closes a quarter and pays it out; what is read afterwards knows all of it. */
export async function payQuarter(
  { finance, approver }: Settlers,
  book: string,
  quarter: string,
): Promise<Run> {
  await closed(finance, book, quarter);
  const { payoutId, root } = await proposed(finance, book, quarter);
  await approver.must(`/v1/payouts/${payoutId}/approval`, { root });
  return issued(finance, payoutId);
}

/** Has a quarter closed, however long the worker takes. */
export async function closed(finance: ApiClient, book: string, quarter: string): Promise<void> {
  const period = `/v1/books/${book}/periods/${quarter}`;
  const { position } = await finance.must(`${period}/close`, {});
  for (;;) {
    const { status } = await finance.get(`${period}?minPosition=${String(position)}`);
    if (status === 'closed') return;
    if (status !== 'closing') throw new Error(`${quarter} of ${book} is ${String(status)}`);
  }
}

/** Has the statements of a closed quarter drafted, however long the worker takes. */
export async function proposed(
  finance: ApiClient,
  book: string,
  quarter: string,
  more: object = {},
): Promise<Run> {
  const { id } = await finance.must('/v1/payouts', { book, quarter, ...more });
  return runThatIs(finance, String(id), 'proposed');
}

/** Has what was approved written into the accounts, however long the worker takes. */
export async function issued(finance: ApiClient, payoutId: string): Promise<Run> {
  await finance.must(`/v1/payouts/${payoutId}/issue`, {});
  return runThatIs(finance, payoutId, 'issued');
}

async function runThatIs(finance: ApiClient, payoutId: string, status: string): Promise<Run> {
  for (;;) {
    const { body, position } = await finance.getAsOf(`/v1/payouts/${payoutId}`);
    if (body['status'] === status) return { payoutId, root: String(body['root']), position };
  }
}
