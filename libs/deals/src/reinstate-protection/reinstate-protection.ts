import { accepted, type Decision } from '@accord/kernel';
import type { ApproveDeal } from '../approve-deal/approve-deal';
import type { Approval, Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

/** @returns the approval that a deal's history ends with, as it was extended; undefined: there was none */
export function lastApproval(events: readonly DealEvent[]): Approval | undefined {
  return events.reduce<Approval | undefined>((last, event) => {
    if (event.type === 'DealApproved') return event.data;
    return last && event.type === 'DealExtended'
      ? { ...last, expiresOn: event.data.expiresOn }
      : last;
  }, undefined);
}

/** Records that a protection which was broken or withdrawn is back. The same grant again adds nothing. */
export function reinstateProtection(state: Deal, approval: ApproveDeal): Decision<DealEvent> {
  if ('approval' in state && state.approval.grantId === approval.grantId) return accepted();
  return state.status === 'broken' || state.status === 'withdrawn'
    ? accepted({ type: 'DealApproved', data: approval })
    : notOpen(state);
}
