import { isDeepStrictEqual } from 'node:util';
import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import type { Grant } from '../exclusivity/exclusivity';
import type { GrantedBy } from '../exclusivity/grounds';
import { notOpen } from '../refusals';

export type ApproveDeal = Extract<DealEvent, { type: 'DealApproved' }>['data'];

/** The code of the answer that the deal is another one by now than the one that was decided on. */
export const CHANGED = 'deal-changed';

/** Records the approval that a grant of exclusivity has decided. The same grant again adds nothing. */
export function approveDeal(state: Deal, approval: ApproveDeal): Decision<DealEvent> {
  if ('approval' in state && state.approval.grantId === approval.grantId) return accepted();
  return state.status === 'pending' || state.status === 'returned'
    ? accepted({ type: 'DealApproved', data: approval })
    : notOpen(state);
}

/**
 * The same for whoever has decided on the deal as it was: an approval of what was registered then is none
 * of what has been amended, given to another partner or put before other steps since.
 */
export const approveAsDecided = (
  state: Deal,
  then: Deal,
  approval: ApproveDeal,
): Decision<DealEvent> => asDecided(state, then, () => approveDeal(state, approval));

/** A decision about the registration as it was then: about one that says something else by now it is none. */
export const asDecided = (
  now: Deal,
  then: Deal,
  decide: () => Decision<DealEvent>,
): Decision<DealEvent> => (isWaiting(now) && !isAsDecided(now, then) ? changed() : decide());

/** Whether a registration says the same as then, and waits for the same. */
export const isAsDecided = (now: Deal, then: Deal): boolean =>
  isWaiting(now) &&
  isWaiting(then) &&
  now.status === then.status &&
  now.review?.passed === then.review?.passed &&
  isDeepStrictEqual(now.registration, then.registration);

/**
 * The same for whoever knows the grant alone. Silence approves nothing that was sent back: the vendor has
 * spoken since.
 */
export function approveAsGranted(
  state: Deal,
  { partnerId, scope, by }: Pick<Grant, 'partnerId' | 'scope'> & { readonly by: GrantedBy },
  approval: ApproveDeal,
): Decision<DealEvent> {
  if (!isWaiting(state)) return approveDeal(state, approval);
  const { registration } = state;
  const isMeant =
    registration.partnerId === partnerId &&
    (!('family' in scope) || scope.family === registration.productFamily) &&
    (by !== 'silence' || state.status === 'pending');
  return isMeant ? approveDeal(state, approval) : changed();
}

const isWaiting = (state: Deal): state is Extract<Deal, { readonly silenceLapsed: boolean }> =>
  state.status === 'pending' || state.status === 'returned';

const changed = (): Decision<never> =>
  rejected(CHANGED, 'The registration has changed since it was decided on');
