import {
  daysBetween,
  exponentOf,
  product,
  quotient,
  ratio,
  whole,
  type Currency,
  type IsoDate,
  type Ratio,
} from '@accord/kernel';
import type { Publication } from '../rates.events';

/** Which rate a rule wants: the last one on or before a day, and how old it may be. */
export interface WantedRate {
  readonly source: string;
  readonly day: IsoDate;
  readonly maxAgeDays: number;
  readonly from: Currency;
  readonly to: Currency;
}

/** A conversion with all that is needed to do it again. */
export interface Conversion {
  readonly publication: string;
  readonly publishedOn: IsoDate;
  readonly base: Currency;
  /** What the source said of the currencies converted; the base itself has none. */
  readonly quotes: Readonly<Record<string, string>>;
  /** Exact: minor units of the one currency for one minor unit of the other. */
  readonly factor: Ratio;
}

/**
 * Converts by the quotes as they were given: from the base by its rate, to the base by division, never
 * by an inverse rate; between others through the base, without rounding on the way (Council Regulation
 * 1103/97, article 4).
 * @param publication the source's last word on or before the wanted day
 * @returns or why there is none: nothing published, too old, or the currency not quoted any more
 */
export function conversionBy(
  publication: Publication | undefined,
  { source, day, maxAgeDays, from, to }: WantedRate,
): Conversion | { readonly missing: string } {
  if (!publication) return { missing: `No rate of "${source}" on or before ${day}` };
  const { base, rates, publishedOn } = publication;
  if (daysBetween(publishedOn, day) > maxAgeDays) {
    const missing = `The last rates of "${source}" before ${day} are of ${publishedOn}, more than ${maxAgeDays} days old`;
    return { missing };
  }
  const quotes: Record<string, string> = {};
  for (const code of [from, to]) {
    if (code === base) continue;
    const quote = rates[code];
    if (quote === undefined)
      return { missing: `"${publication.publication}" has no rate of ${code}` };
    quotes[code] = quote;
  }
  const rateOf = (code: Currency): Ratio => ratio(quotes[code] ?? '1');
  const factor = product(
    quotient(rateOf(to), rateOf(from)),
    scaled(exponentOf(to), exponentOf(from)),
  );
  return { publication: publication.publication, publishedOn, base, quotes, factor };
}

/** Minor units of a currency with so many places for one of a currency with so many others. */
const scaled = (to: number, from: number): Ratio =>
  to >= from
    ? whole(10n ** BigInt(to - from))
    : { numerator: 1n, denominator: 10n ** BigInt(from - to) };
