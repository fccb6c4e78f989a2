import { lowest, ratio, type Ratio } from '@accord/kernel';
import {
  coversTerritory,
  type DiscountRow,
  type PriceClass,
  type PricingRules,
  type Territories,
} from '@accord/programs';

export const NOTHING: Ratio = { numerator: 0n, denominator: 1n };

/** What a row of the discount matrix may depend on. */
export interface DiscountCase {
  readonly price: PriceClass;
  readonly party: DiscountRow['party'];
  readonly track: string;
  readonly dealType: string;
  readonly family: string;
  readonly territory: string;
}

/** @returns the share of the list price that the first row which fits gives; none fits: nothing */
export function discountOf(
  { discounts }: PricingRules,
  at: DiscountCase,
  territories: Territories,
): Ratio {
  const fits = (condition: string | undefined, value: string): boolean =>
    condition === undefined || condition === value;
  const row = discounts.find(
    (one) =>
      one.price === at.price &&
      one.party === at.party &&
      fits(one.track, at.track) &&
      fits(one.dealType, at.dealType) &&
      fits(one.family, at.family) &&
      (one.territory === undefined || coversTerritory(territories, [one.territory], at.territory)),
  );
  return row ? ratio(row.rate) : NOTHING;
}

export const plus = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

export const half = ({ numerator, denominator }: Ratio): Ratio => ({
  numerator,
  denominator: denominator * 2n,
});

export const isMore = (a: Ratio, b: Ratio): boolean =>
  a.numerator * b.denominator > b.numerator * a.denominator;

export const lower = (a: Ratio, b: Ratio): Ratio => (isMore(a, b) ? b : a);
export const higher = (a: Ratio, b: Ratio): Ratio => (isMore(a, b) ? a : b);

/** What is left to pay of a whole; never below nothing. */
export const rest = ({ numerator, denominator }: Ratio): Ratio => ({
  numerator: numerator > denominator ? 0n : denominator - numerator,
  denominator,
});

/** Exact, for people: "12.5%"; what no percentage can say is told as a fraction: "1/3". */
export function percent(rate: Ratio): string {
  const { numerator, denominator } = lowest(rate);
  if (!isDecimal(denominator)) return `${numerator}/${denominator}`;
  const whole = (numerator * 100n) / denominator;
  let remainder = (numerator * 100n) % denominator;
  let decimals = '';
  while (remainder > 0n) {
    decimals += String((remainder * 10n) / denominator);
    remainder = (remainder * 10n) % denominator;
  }
  return `${whole}${decimals && `.${decimals}`}%`;
}

/** Whether the denominator has no prime factors but 2 and 5. */
function isDecimal(denominator: bigint): boolean {
  let rest = denominator;
  for (const factor of [2n, 5n]) while (rest % factor === 0n) rest /= factor;
  return rest === 1n;
}
