import { accepted, type Decision, type IsoDate } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

/** The vendor spoke with the partner about its registration. */
export const contactPartner = (
  state: Deal,
  { on }: { readonly on: IsoDate },
): Decision<DealEvent> =>
  state.status === 'pending' || state.status === 'returned'
    ? accepted({ type: 'DealPartnerContacted', data: { contactedOn: on } })
    : notOpen(state);
