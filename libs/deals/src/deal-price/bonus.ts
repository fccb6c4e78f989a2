import { compare, parseAmount, ratio, type Money, type Ratio } from '@accord/kernel';
import type { PricingRules } from '@accord/programs';
import { NOTHING, higher, plus } from './discount';

/**
 * Points beside the discount. Check Point, Deal Registration FAQ: if several apply only the highest.
 * @param registered whether the registration is approved; its claims count only then
 * @param list list value of the whole deal, in the program's currency
 */
export function bonusPoints(
  { bonuses }: PricingRules,
  deal: { readonly registered: boolean; readonly claims: readonly string[]; readonly list: Money },
): Ratio {
  const { list, registered, claims } = deal;
  const limit = (text: string): Money => parseAmount(text, list.currency);
  const points = (bonuses?.rows ?? [])
    .filter(
      (row) =>
        row.registered === registered &&
        (!registered || claims.includes(row.bonus)) &&
        (row.fromList === undefined || compare(list, limit(row.fromList)) >= 0) &&
        (row.belowList === undefined || compare(list, limit(row.belowList)) < 0),
    )
    .map((row) => ratio(row.points));
  return points.reduce(bonuses?.stacking === 'sum' ? plus : higher, NOTHING);
}
