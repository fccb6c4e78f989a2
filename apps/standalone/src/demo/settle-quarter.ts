import { setTimeout as delay } from 'node:timers/promises';
import { answered } from '@accord/client';
import type { Principals } from './principals';

export interface Settled {
  readonly payoutId: string;
  readonly root: string;
}

/** Finance closes the quarter and proposes what is to be paid; somebody else approves; finance issues it. */
export async function settleQuarter(
  { finance, approver }: Principals,
  book: string,
  quarter: string,
  say: (text: string) => void,
): Promise<Settled> {
  const period = { params: { path: { book, quarter } } };
  await answered(finance.POST('/v1/books/{book}/periods/{quarter}/close', { ...period, body: {} }));
  await until('closed', () => answered(finance.GET('/v1/books/{book}/periods/{quarter}', period)));
  const proposed = await answered(finance.POST('/v1/payouts', { body: { book, quarter } }));
  const payoutId = proposed.id;
  const params = { path: { payoutId } };
  const read = () => answered(finance.GET('/v1/payouts/{payoutId}', { params }));
  const { position, statements, lines, root } = await until('proposed', read);
  if (root === null) throw new Error(`"${payoutId}" was proposed without a root`);
  say(`${quarter} closed; facts through log position ${position} are in`);
  say(`${statements} statements with ${lines} lines proposed by finance`);
  await answered(approver.POST('/v1/payouts/{payoutId}/approval', { params, body: { root } }));
  say(`approved by finance-approver, bound to root ${root.slice(0, 16)}…`);
  const issue = { params, body: {} };
  await answered(finance.POST('/v1/payouts/{payoutId}/issue', issue));
  await until('issued', read);
  const again = await answered(finance.POST('/v1/payouts/{payoutId}/issue', issue));
  say(`issued; sent a second time: ${again.status}`);
  return { payoutId, root };
}

const LOOK_EVERY_MS = 100;
/** While the worker is at it. */
const UNDER_WAY = ['closing', 'drafting', 'issuing'];

/** What the worker does takes as long as it takes; most of it is done when the command is answered. */
async function until<T extends { status: string }>(
  status: T['status'],
  read: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const one = await read();
    if (one.status === status) return one;
    if (!UNDER_WAY.includes(one.status)) throw new Error(`"${one.status}", not "${status}"`);
    await delay(LOOK_EVERY_MS);
  }
}
