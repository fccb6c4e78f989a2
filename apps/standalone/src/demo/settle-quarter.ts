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
  const closed = await finance.must(`/v1/books/${book}/periods/${quarter}/close`, {});
  say(
    `${quarter} closed; facts through log position ${String(closed['position'])} and before are in`,
  );
  const proposed = await finance.must('/v1/payouts', { book, quarter });
  const payoutId = String(proposed['id']);
  const payout = `/v1/payouts/${payoutId}`;
  const run = await finance.get(`${payout}?minPosition=${String(proposed['position'])}`);
  const root = String(run['root']);
  say(
    `${String(run['statements'])} statements with ${String(run['lines'])} lines proposed by finance`,
  );
  await approver.must(`${payout}/approval`, { root });
  say(`approved by finance-approver, bound to root ${root.slice(0, 16)}…`);
  const issued = await finance.must(`${payout}/issue`, {});
  await finance.get(`/v1/payouts?minPosition=${String(issued['position'])}`);
  const again = await finance.must(`${payout}/issue`, {});
  say(`issued; sent a second time: ${String(again['status'])}`);
  return { payoutId, root };
}
