import { accepted, plusDays, type Decision, type IsoDate } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

export type ApproveDeal = Extract<DealEvent, { type: 'DealApproved' }>['data'];

/** @returns the last day of the protection that an approval gives, counted from the approval */
export const protectedUntil = ({ expiry }: Pick<ProgramRules, 'expiry'>, from: IsoDate): IsoDate =>
  plusDays(from, expiry.days);

/** Records the approval that a grant of exclusivity has decided. The same grant again adds nothing. */
export function approveDeal(state: Deal, approval: ApproveDeal): Decision<DealEvent> {
  if ('approval' in state && state.approval.grantId === approval.grantId) return accepted();
  return state.status === 'pending' || state.status === 'returned'
    ? accepted({ type: 'DealApproved', data: approval })
    : notOpen(state);
}
