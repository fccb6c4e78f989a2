import { lowest, type Ratio } from './ratio';

/** Arithmetic on exact fractions; results are in lowest terms. */

export const whole = (value: bigint): Ratio => ({ numerator: value, denominator: 1n });

export const plus = (a: Ratio, b: Ratio): Ratio =>
  lowest({
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  });

export const minus = (a: Ratio, b: Ratio): Ratio =>
  plus(a, { numerator: -b.numerator, denominator: b.denominator });

export const product = (a: Ratio, b: Ratio): Ratio =>
  lowest({
    numerator: a.numerator * b.numerator,
    denominator: a.denominator * b.denominator,
  });

/** @throws RangeError for a divisor of zero */
export function quotient(a: Ratio, b: Ratio): Ratio {
  if (b.numerator === 0n) throw new RangeError('A division by zero');
  const sign = b.numerator < 0n ? -1n : 1n;
  return lowest({
    numerator: sign * a.numerator * b.denominator,
    denominator: sign * a.denominator * b.numerator,
  });
}

/** @returns below, at or above zero as `a` is less than, equal to or more than `b` */
export function compareRatios(a: Ratio, b: Ratio): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
