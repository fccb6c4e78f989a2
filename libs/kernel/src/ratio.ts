import type { Currency } from './currency';
import { money, type Money } from './money';

/** An exact fraction; the denominator is positive. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** An amount of minor units before rounding, as a fraction. */
export interface ExactAmount extends Ratio {
  readonly currency: Currency;
}

export type RoundingMode = 'half-up' | 'half-even';

/**
 * @param text a decimal such as "0.025", a percentage such as "2.5%", or a fraction such as "2/3"; one
 *   fraction has one form: in lowest terms, and no whole number
 * @throws RangeError when it is none of them
 */
export function ratio(text: string): Ratio {
  if (text.includes('/')) return fractionOf(text);
  const [, minus = '', whole = '', fraction = '', percent = ''] =
    /^(-?)(\d{1,18})(?:\.(\d{1,18}))?(%?)$/.exec(text) ?? [];
  if (whole === '') throw new RangeError(`"${text}" is no rate such as "0.025", "2.5%" or "2/3"`);
  const magnitude = BigInt(whole + fraction);
  const scale = 10n ** BigInt(fraction.length) * (percent ? 100n : 1n);
  return { numerator: minus ? -magnitude : magnitude, denominator: scale };
}

function fractionOf(text: string): Ratio {
  const [, minus = '', above = '', below = ''] =
    /^(-?)([1-9]\d{0,17})\/([1-9]\d{0,17})$/.exec(text) ?? [];
  if (above === '') throw new RangeError(`"${text}" is no fraction such as "2/3"`);
  const written = { numerator: BigInt(minus + above), denominator: BigInt(below) };
  const { numerator, denominator } = lowest(written);
  const whole = denominator === 1n;
  if (whole || denominator !== written.denominator) {
    const form = whole ? String(numerator) : `${numerator}/${denominator}`;
    throw new RangeError(`"${text}" is written ${form}`);
  }
  return written;
}

/** The same fraction in lowest terms. */
export function lowest({ numerator, denominator }: Ratio): Ratio {
  const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** @returns `"numerator/denominator"` in lowest terms, for derivations */
export function ratioText(ratio: Ratio): string {
  const { numerator, denominator } = lowest(ratio);
  return `${numerator}/${denominator}`;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/** The exact product; nothing is rounded. */
export const times = (amount: Money, by: Ratio): ExactAmount => ({
  numerator: amount.minor * by.numerator,
  denominator: by.denominator,
  currency: amount.currency,
});

/**
 * Rounds to whole minor units, on the magnitude: -2.5 becomes -3 half-up and -2 half-even.
 * General Decimal Arithmetic, round-half-up and round-half-even.
 */
export function round(exact: ExactAmount, mode: RoundingMode): Money {
  const negative = exact.numerator < 0n;
  const magnitude = negative ? -exact.numerator : exact.numerator;
  const whole = magnitude / exact.denominator;
  const twice = 2n * (magnitude % exact.denominator);
  const up = twice > exact.denominator || (twice === exact.denominator && goesUp(mode, whole));
  const rounded = up ? whole + 1n : whole;
  return money(negative ? -rounded : rounded, exact.currency);
}

function goesUp(mode: RoundingMode, whole: bigint): boolean {
  switch (mode) {
    case 'half-up':
      return true;
    case 'half-even':
      return whole % 2n === 1n;
  }
}

export const roundHalfUp = (exact: ExactAmount): Money => round(exact, 'half-up');
