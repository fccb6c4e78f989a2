import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';
import { stepOf } from '../review/review';

/**
 * Asks the partner for more; the registration keeps its place in the queue.
 * @param command names the approver to whom the answer goes back (GitLab partner FAQ)
 */
export function returnDeal(
  state: Deal,
  { question, approver }: { readonly question: string; readonly approver?: string },
): Decision<DealEvent> {
  if (state.status === 'returned') {
    return rejected('deal-returned', 'The partner has been asked already and has not answered');
  }
  if (state.status !== 'pending') return notOpen(state);
  const step = stepOf(state.review);
  const back = { ...(step !== undefined && { step }), ...(approver !== undefined && { approver }) };
  return accepted({ type: 'DealReturned', data: { question, ...back } });
}
