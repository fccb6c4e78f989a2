import { accepted, compareDates, type Decision, type IsoDate } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';

/**
 * Notes that the protection has run out. The protection itself ended at its recorded date; a deal
 * that was extended or closed meanwhile has nothing to note.
 */
export const expireDeal = (state: Deal, { on }: { readonly on: IsoDate }): Decision<DealEvent> =>
  state.status === 'approved' && compareDates(state.approval.expiresOn, on) < 0
    ? accepted({ type: 'DealExpired', data: { expiredOn: on } })
    : accepted();
