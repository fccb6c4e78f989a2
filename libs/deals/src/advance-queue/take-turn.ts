import { accepted, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';

export type TakeTurn = Extract<DealEvent, { type: 'DealTurnCame' }>['data'];

/** Notes that a registration which waited is the next to be considered. */
export const takeTurn = (state: Deal, turn: TakeTurn): Decision<DealEvent> =>
  state.status === 'pending' || state.status === 'returned'
    ? accepted({ type: 'DealTurnCame', data: turn })
    : accepted();
