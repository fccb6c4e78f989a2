import { accepted, type Decision, type IsoDate } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

/** The partner takes its registration back; an approval ends with it. */
export const withdrawDeal = (state: Deal, { on }: { readonly on: IsoDate }): Decision<DealEvent> =>
  state.status === 'pending' || state.status === 'returned' || state.status === 'approved'
    ? accepted({ type: 'DealWithdrawn', data: { withdrawnOn: on } })
    : notOpen(state);
