import { fromJson, product, ratioText, whole, type MoneyJson, type Ratio } from '@accord/kernel';
import { conversionBy } from '@accord/rates';
import type { LineConversion } from '../earning-line';
import type { Claim, World } from './claim';

/** The claim with the conversion of its sale, or why there is none. */
export function converted(claim: Claim, world: World): Claim {
  const { wanted } = claim;
  if (!wanted) return claim;
  const publication = world.published(wanted.source, wanted.day);
  return { ...claim, conversion: conversionBy(publication, wanted) };
}

/**
 * An amount in minor units of the program's currency, exact.
 * @returns undefined for one in a third currency, which nothing converts
 */
export function inProgramCurrency(
  { sale, rules, conversion }: Claim,
  amount: MoneyJson,
): Ratio | undefined {
  const minor = whole(fromJson(amount).minor);
  if (amount.currency === rules.currency) return minor;
  const isOfSale = amount.currency === sale.netArr.currency;
  return isOfSale && conversion && 'factor' in conversion
    ? product(minor, conversion.factor)
    : undefined;
}

/** How the sale was converted, as its line keeps it; undefined where it was not to be. */
export function conversionOf({ wanted, conversion }: Claim): LineConversion | undefined {
  if (!wanted) return undefined;
  const { source, day, from, to } = wanted;
  const found = conversion && 'factor' in conversion ? conversion : null;
  return {
    source,
    day,
    from,
    to,
    rate: found && { ...found, factor: ratioText(found.factor) },
  };
}

/** " EUR at 1 EUR = 1.0389 USD (ecb/2024-12-31/1)" behind an amount; nothing where none was converted. */
export function spoken({ wanted, conversion }: Claim): string {
  if (!wanted || !conversion || !('factor' in conversion)) return '';
  const { base, quotes, publication } = conversion;
  const values = Object.entries(quotes).map(([code, rate]) => `${rate} ${code}`);
  return ` ${wanted.from} at ${[`1 ${base}`, ...values].join(' = ')} (${publication})`;
}
