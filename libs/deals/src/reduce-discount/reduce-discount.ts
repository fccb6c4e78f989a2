import { accepted, ratio, rejected, type Decision, type Ratio } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { isMore, percent } from '../deal-price/discount';
import { notOpen } from '../refusals';

export type ReduceDiscount = Pick<
  Extract<DealEvent, { type: 'DealDiscountReduced' }>['data'],
  'party' | 'rate'
>;

/**
 * GitLab, order processing: the partner's discount may be reduced with approval and is never increased.
 * @param now the highest discount that the party has in the deal; undefined where it has no part in it
 */
export function reduceDiscount(
  state: Deal,
  { party, rate }: ReduceDiscount,
  now: Ratio | undefined,
): Decision<DealEvent> {
  const open = ['pending', 'returned', 'approved', 'expired'];
  if (!open.includes(state.status)) return notOpen(state);
  if (!now) return rejected('party-not-in-deal', `The deal names no ${party}`, 'party');
  if (!isMore(now, ratio(rate))) {
    const message = `The discount is ${percent(now)}: it can be reduced, not increased`;
    return rejected('discount-not-reduced', message, 'rate');
  }
  return accepted({ type: 'DealDiscountReduced', data: { party, rate, before: percent(now) } });
}
