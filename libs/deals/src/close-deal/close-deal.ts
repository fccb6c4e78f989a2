import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

export interface CloseDeal {
  readonly result: 'won' | 'lost';
  readonly on: IsoDate;
  /** Whether its protection ended and another registration of its queue was approved since. */
  readonly isFollowed?: boolean;
}

/**
 * The opportunity was won or lost. Only an approved deal can be won, and one that expired only where no
 * other was approved since: one sourced registration wins an opportunity.
 */
export function closeDeal(
  state: Deal,
  { result, on, isFollowed = false }: CloseDeal,
): Decision<DealEvent> {
  switch (result) {
    case 'won':
      if (state.status === 'expired' && isFollowed) {
        return rejected(
          'deal-followed',
          'Another registration of its queue was approved since this one expired',
        );
      }
      if (state.status === 'approved' || state.status === 'expired') {
        return accepted({ type: 'DealWon', data: { wonOn: on } });
      }
      return state.status === 'pending' || state.status === 'returned'
        ? rejected('deal-not-approved', 'Only an approved deal can be won')
        : notOpen(state);
    case 'lost':
      return state.status === 'pending' ||
        state.status === 'returned' ||
        state.status === 'approved'
        ? accepted({ type: 'DealLost', data: { lostOn: on } })
        : notOpen(state);
  }
}
