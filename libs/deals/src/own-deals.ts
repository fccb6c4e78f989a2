import type { Decision } from '@accord/kernel';
import type { Sight } from '@accord/event-store';
import { maySee, type Caller } from '@accord/platform';
import type { Deal } from './deal';
import type { DealEvent } from './deal.events';
import { notOpen } from './refusals';

type Decide = (state: Deal, sight: Sight) => Decision<DealEvent> | Promise<Decision<DealEvent>>;

/** Decides on the caller's own deal alone: it may go to another partner between the look and the append. */
export const onOwn =
  (caller: Caller, decide: Decide): Decide =>
  (state, sight) =>
    isAnothers(state, caller) ? notOpen({ status: 'unknown' }) : decide(state, sight);

export const isAnothers = (state: Deal, caller: Caller): boolean =>
  state.status !== 'unknown' && !maySee(caller, state.registration.partnerId);
