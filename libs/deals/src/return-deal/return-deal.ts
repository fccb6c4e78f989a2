import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

/** Asks the partner for more; the registration keeps its place in the queue. */
export function returnDeal(
  state: Deal,
  command: { readonly question: string },
): Decision<DealEvent> {
  if (state.status === 'returned') {
    return rejected('deal-returned', 'The partner has been asked already and has not answered');
  }
  return state.status === 'pending'
    ? accepted({ type: 'DealReturned', data: command })
    : notOpen(state);
}
