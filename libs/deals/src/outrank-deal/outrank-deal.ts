import { accepted, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

export type OutrankDeal = Extract<DealEvent, { type: 'DealOutranked' }>['data'];

/**
 * Records that another registration holds what this one asks for, and what its partner gets instead.
 * It goes on waiting in the queue, unless the program denies losers.
 */
export function outrankDeal(
  state: Deal,
  outranked: OutrankDeal,
  publicReason: string,
): Decision<DealEvent> {
  if (state.status !== 'pending' && state.status !== 'returned') return notOpen(state);
  if (state.outranked?.grantId === outranked.grantId) return accepted();
  const events: DealEvent[] = [{ type: 'DealOutranked', data: outranked }];
  if (outranked.outcome === 'deny') {
    events.push({ type: 'DealDenied', data: { code: 'exclusivity-held', publicReason } });
  }
  return accepted(...events);
}
