import { ratio, type IsoDate, type StreamType } from '@accord/kernel';
import type { LoserOutcome } from '@accord/programs';
import { deal, type Deal } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { isMore } from './discount';
import type { Party } from './price';

/** What a deal's own history says about its price. */
export interface PriceState {
  readonly deal: Deal;
  readonly approvedOn: IsoDate | null;
  readonly customerId: string | null;
  readonly outranked: LoserOutcome | null;
  /** The lowest discount that was agreed with each party. */
  readonly agreed: Readonly<Partial<Record<Party, string>>>;
}

export const priceState: StreamType<PriceState, DealEvent> = {
  catalog: dealEvents,
  initial: {
    deal: deal.initial,
    approvedOn: null,
    customerId: null,
    outranked: null,
    agreed: {},
  },
  evolve(state, event) {
    const after = { ...state, deal: deal.evolve(state.deal, event) };
    if (event.type === 'DealApproved') {
      const { approvedOn, customerId } = event.data;
      return { ...after, approvedOn, customerId, outranked: null };
    }
    if (event.type === 'DealOutranked') {
      const { outcome, customerId } = event.data;
      return { ...after, outranked: outcome, customerId };
    }
    if (event.type === 'DealTurnCame') return { ...after, outranked: null };
    if (event.type === 'DealDiscountReduced') {
      const { party, rate } = event.data;
      const before = state.agreed[party];
      const lowest = before !== undefined && isMore(ratio(rate), ratio(before)) ? before : rate;
      return { ...after, agreed: { ...state.agreed, [party]: lowest } };
    }
    return after;
  },
};
