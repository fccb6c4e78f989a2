import { accepted, daysBetween, isBefore, type Decision, type IsoDate } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';

/** Reminds the partner that its protection ends soon; a deal without one needs no reminder. */
export function warnExpiry(state: Deal, { on }: { readonly on: IsoDate }): Decision<DealEvent> {
  if (state.status !== 'approved') return accepted();
  const { expiresOn } = state.approval;
  if (isBefore(expiresOn, on)) return accepted();
  const daysLeft = daysBetween(on, expiresOn);
  return accepted({ type: 'DealExpiryWarned', data: { expiresOn, daysLeft } });
}
