import {
  accepted,
  rejected,
  rejectedFor,
  type Decision,
  type IsoDate,
  type MoneyJson,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { decisionOn, type ChangedFigure } from '../account/late-change';
import type { Payee } from '../account/payee';
import { unfinishedStatement } from '../issue-payout/issue-payout';
import { areOne, type Person } from '../payout/person-of';
import {
  changeBooked,
  changeMoved,
  isBooked,
  NO_SUCH_CHANGE,
} from '../propose-rejection/propose-rejection';

export interface DecideChange {
  readonly effect: 'reject' | 'accept';
  readonly payee: Payee;
  /** As facts have it now; null: they change nothing there. */
  readonly change: ChangedFigure | null;
  /** The figure that was seen. */
  readonly seen: MoneyJson;
  readonly by: Person;
  readonly today: IsoDate;
}

/**
 * Agrees that a line stays as it was closed, or lets the next statement book its change, also one that was
 * rejected. Whoever proposed the rejection does neither.
 */
export function decideChange(
  state: Account,
  { effect, payee, change, seen, by, today }: DecideChange,
): Decision<AccountEvent> {
  if (state.unfinished) return unfinishedStatement(state.unfinished);
  if (!change) return rejectedFor([NO_SUCH_CHANGE]);
  const { lineId, is } = change;
  if (seen.minor !== is.minor) return changeMoved();
  const known = decisionOn(state.changes, lineId, is);
  if (known && known.status !== 'accepted' && areOne(known.rejection.proposedBy, by)) {
    return rejected('same-person', 'Somebody else than the one who proposed must decide');
  }
  const decided = { ...payee, lineId, is, decidedOn: today, decidedBy: by } as const;
  switch (effect) {
    case 'accept': {
      if (known?.status === 'accepted') return accepted();
      const { quarter, was } = change;
      const lifts = known?.status === 'rejected';
      const data = { ...decided, quarter, was, lifts, postings: [] } as const;
      return accepted({ type: 'LateChangeAccepted', data });
    }
    case 'reject':
      if (known?.status === 'rejected') return accepted();
      if (known?.status !== 'rejection-proposed') {
        return rejected('no-rejection-pending', 'Nobody has proposed to reject it');
      }
      if (isBooked(state, known.rejection)) return changeBooked();
      return accepted({ type: 'LateChangeRejected', data: { ...decided, postings: [] } });
  }
}
