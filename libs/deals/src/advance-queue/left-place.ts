import type { Recorded } from '@accord/kernel';
import { dealEvents, type DealEvent } from '../deal.events';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import type { ReleaseExclusivity } from '../exclusivity/release-exclusivity';
import type { TakeTurn } from './take-turn';

/** What gives a place up: a grant that ended, or a registration whose turn it was. */
export type Left =
  | Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityReleased' }>
  | Extract<
      Recorded<DealEvent>,
      { type: 'DealExpired' | 'DealDenied' | 'DealWithdrawn' | 'DealLost' }
    >;

export const isLeft = (event: Recorded): event is Left =>
  exclusivityEvents.includes(event)
    ? event.type === 'ExclusivityReleased'
    : dealEvents.includes(event) &&
      (event.type === 'DealExpired' ||
        event.type === 'DealDenied' ||
        event.type === 'DealWithdrawn' ||
        event.type === 'DealLost');

/** Whether a registration was the one to be considered. Once approved it is followed when its grant ends. */
export const hadItsTurn = (events: readonly DealEvent[]): boolean =>
  events.findLast(({ type }) => type === 'DealTurnCame' || type === 'DealApproved')?.type ===
  'DealTurnCame';

/** @returns why the next one is considered; null where nobody gave anything up */
export function causeOf(event: Left): TakeTurn['cause'] | null {
  switch (event.type) {
    case 'ExclusivityReleased':
      // Somebody else has it at once, or gives it back.
      return event.data.takenBy ? null : causeOfRelease(event.data.why);
    case 'DealExpired':
      return 'expired';
    case 'DealDenied':
    case 'DealWithdrawn':
    case 'DealLost':
      return 'passed';
  }
}

function causeOfRelease(why: ReleaseExclusivity['why']): TakeTurn['cause'] | null {
  switch (why) {
    // Somebody else has it at once, or nobody ever had.
    case 'not-approvable':
    case 'transferred':
    case 'customers-merged':
      return null;
    case 'withdrawn':
    case 'lost':
    case 'customer-letter':
    case 'inactivity':
    case 'non-compliance':
      return 'released';
  }
}
