import {
  accepted,
  canonicalJson,
  currency,
  money,
  posting,
  rejected,
  type Decision,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { covers, type Hold } from '../account/hold';
import type { Payee } from '../account/payee';
import { unfinishedStatement } from '../issue-payout/issue-payout';

export type PlaceHold = Hold & Payee;

/**
 * Keeps back what no statement has said yet of all that the hold covers, now and later (R4). What was
 * released before is held again; a hold on the account also stops its payments.
 */
export function placeHold(state: Account, hold: PlaceHold): Decision<AccountEvent> {
  if (state.unfinished) return unfinishedStatement(state.unfinished);
  const same = [...state.holds.values()].find(
    ({ scope }) => canonicalJson(scope) === canonicalJson(hold.scope),
  );
  if (same) {
    return rejected('already-held', `It is held since ${same.placedOn}: ${same.reason}`);
  }
  const approved = [...state.lines]
    .filter(([lineId, { basis }]) => covers(hold.scope, lineId, basis))
    .reduce((so, [, line]) => so + line.approved, 0n);
  const amount = money(approved, currency(hold.currency));
  const postings = [posting('R4', { debit: '2120', credit: '2125', amount })];
  return accepted({
    type: 'HoldPlaced',
    data: { ...hold, postings: postings.filter(({ lines }) => lines.length > 0) },
  });
}
