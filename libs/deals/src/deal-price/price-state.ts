import { ratio, type IsoDate, type StreamType } from '@accord/kernel';
import type { LoserOutcome, ProgramRules } from '@accord/programs';
import { isMereBidder } from '../approve-deal/approval-bars';
import { deal, type Deal, type Registration } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { isMore } from './discount';
import type { Party } from './price';

/** What a deal's own history says about its price. */
export interface PriceState {
  readonly deal: Deal;
  readonly approvedOn: IsoDate | null;
  readonly customerId: string | null;
  /** What it got instead when another one was found to hold the deal. */
  readonly outranked: LoserOutcome | null;
  /** Whether its turn came since then. */
  readonly turnCame: boolean;
  /** What it renews, by the word of sales where that took its route. */
  readonly renewal: Registration['renewal'];
  /** Won after its protection had run out. */
  readonly wonLate: boolean;
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
    turnCame: false,
    renewal: 'none',
    wonLate: false,
    agreed: {},
  },
  evolve(state, event) {
    const after = { ...state, deal: deal.evolve(state.deal, event) };
    if (event.type === 'DealRegistered') return { ...after, renewal: event.data.renewal };
    if (event.type === 'DealRouted') return { ...after, renewal: event.data.case.renewal };
    if (event.type === 'DealApproved') {
      const { approvedOn, customerId } = event.data;
      return { ...after, approvedOn, customerId, outranked: null };
    }
    if (event.type === 'DealOutranked') {
      const { outcome, customerId } = event.data;
      return { ...after, outranked: outcome, turnCame: false, customerId };
    }
    if (event.type === 'DealTurnCame') return { ...after, turnCame: true };
    if (event.type === 'DealWon') return { ...after, wonLate: state.deal.status === 'expired' };
    if (event.type === 'DealDiscountReduced') {
      const { party, rate } = event.data;
      const before = state.agreed[party];
      const lowest = before !== undefined && isMore(ratio(rate), ratio(before)) ? before : rate;
      return { ...after, agreed: { ...state.agreed, [party]: lowest } };
    }
    return after;
  },
};

/**
 * What the partner gets because another one holds the deal, as it was recorded. GitLab channel
 * operations: once one is approved, bidders keep what they get; who may be approved is free in its turn.
 */
export function recordedOutcome(
  { deal, outranked, turnCame }: PriceState,
  rules: Pick<ProgramRules, 'tender'>,
): LoserOutcome | null {
  const bids = deal.status !== 'unknown' && isMereBidder(rules, deal.registration);
  return turnCame && !bids ? null : outranked;
}
