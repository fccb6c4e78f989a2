import {
  accepted,
  currency as currencyOf,
  money,
  posting,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { holdOn } from '../account/hold';
import { unfinishedStatement } from '../issue-payout/issue-payout';

export interface ReleaseHold {
  readonly holdId: string;
  readonly reason: string;
  readonly releasedOn: IsoDate;
}

/** Gives what no other hold keeps back to the next statement (R4). */
export function releaseHold(state: Account, command: ReleaseHold): Decision<AccountEvent> {
  const { holdId } = command;
  if (state.unfinished) return unfinishedStatement(state.unfinished);
  const hold = state.holds.get(holdId);
  if (!hold) return rejected('hold-not-active', `No hold "${holdId}" is active`);
  const others = new Map(state.holds);
  others.delete(holdId);
  const free = [...state.lines]
    .filter(([lineId, { basis }]) => holdOn(others, lineId, basis) === undefined)
    .reduce((so, [, line]) => so + line.held, 0n);
  const { accountId, partnerId, book, currency } = hold;
  const amount = money(free, currencyOf(currency));
  const postings = [posting('R4', { debit: '2125', credit: '2120', amount })];
  return accepted({
    type: 'HoldReleased',
    data: {
      accountId,
      partnerId,
      book,
      currency,
      ...command,
      postings: postings.filter(({ lines }) => lines.length > 0),
    },
  });
}
