import {
  accepted,
  rejected,
  rejectedFor,
  type Decision,
  type IsoDate,
  type MoneyJson,
  type Rejection,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { decisionOn, rejectionOf, type ChangedFigure, type Place } from '../account/late-change';
import type { Payee } from '../account/payee';
import { unfinishedStatement } from '../issue-payout/issue-payout';
import type { Person } from '../payout/person-of';

export interface ProposeRejection {
  readonly payee: Payee;
  readonly change: ChangedFigure | null;
  /** The line's, as it is reckoned or was closed. */
  readonly place: Place;
  /** The figure that was seen. */
  readonly seen: MoneyJson;
  /** Why; the partner reads it. */
  readonly reason: string;
  readonly by: Person;
  readonly today: IsoDate;
}

/** Asks that a line stays as it was closed. The change is booked until somebody else agrees. */
export function proposeRejection(
  state: Account,
  { payee, change, place, seen, reason, by, today }: ProposeRejection,
): Decision<AccountEvent> {
  if (state.unfinished) return unfinishedStatement(state.unfinished);
  if (!change) return rejectedFor([NO_SUCH_CHANGE]);
  const { lineId, quarter, is } = change;
  // It stays where an earlier rejection has left it.
  const was = rejectionOf(state.changes, lineId, change.was)?.was ?? change.was;
  if (seen.minor !== is.minor) return changeMoved();
  const known = decisionOn(state.changes, lineId, is);
  switch (known?.status) {
    case 'rejection-proposed':
      return rejected('rejection-pending', `"${lineId}" waits for a decision already`);
    case 'rejected':
      return rejected('change-rejected', `It was rejected on ${known.decidedOn}`);
    case 'accepted':
    case undefined:
  }
  if (isBooked(state, { lineId, was, is })) return changeBooked();
  const rejection = { lineId, quarter, was, is, reason, place, proposedOn: today, proposedBy: by };
  const data = { ...payee, ...rejection, postings: [] } as const;
  return accepted({ type: 'LateChangeRejectionProposed', data });
}

export const NO_SUCH_CHANGE: Rejection = {
  code: 'no-such-change',
  message: 'Late facts change nothing there',
};

export const changeMoved = () =>
  rejected('change-moved', 'Later facts have changed it again; look once more', 'amount');

export const changeBooked = () =>
  rejected('change-booked', 'A statement says it as late facts have it by now');

/** Whether a statement has said the line as late facts have it: what is said is taken back by facts alone. */
export function isBooked(
  { lines }: Account,
  { lineId, was, is }: Omit<ChangedFigure, 'quarter'>,
): boolean {
  const said = lines.get(lineId);
  if (said?.basis.kind !== 'earning') return false;
  return said.basis.earning.amount.minor === is.minor && said.posted !== BigInt(was.minor);
}
