import { accepted, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

export type ApproveDeal = Extract<DealEvent, { type: 'DealApproved' }>['data'];

/** Records the approval that a grant of exclusivity has decided. The same grant again adds nothing. */
export function approveDeal(state: Deal, approval: ApproveDeal): Decision<DealEvent> {
  if ('approval' in state && state.approval.grantId === approval.grantId) return accepted();
  return state.status === 'pending' || state.status === 'returned'
    ? accepted({ type: 'DealApproved', data: approval })
    : notOpen(state);
}
