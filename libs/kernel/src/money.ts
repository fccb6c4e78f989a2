import { currency, exponentOf, type Currency } from './currency';

/** An amount in minor units, for example cents. Never a float, never rounded without being told. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

/** Money as events store it. */
export interface MoneyJson {
  readonly minor: string;
  readonly currency: string;
}

/** Largest magnitude that is accepted from outside: 10^18 - 1 minor units. */
export const MAX_MINOR = 10n ** 18n - 1n;

export class CurrencyMismatch extends Error {
  override readonly name = 'CurrencyMismatch';
  constructor(a: Currency, b: Currency) {
    super(`${a} and ${b} cannot be reckoned together`);
  }
}

export const money = (minor: bigint, code: Currency): Money => ({ minor, currency: code });
export const zero = (code: Currency): Money => money(0n, code);
export const toJson = ({ minor, currency: code }: Money): MoneyJson => ({
  minor: minor.toString(),
  currency: code,
});

/** @throws RangeError when it is not an integer in text with an ISO 4217 code */
export function fromJson(json: MoneyJson): Money {
  if (!/^(0|-?[1-9]\d*)$/.test(json.minor)) throw new RangeError(`"${json.minor}" is no amount`);
  return money(BigInt(json.minor), currency(json.currency));
}

/**
 * @param text a plain decimal such as "1234.50"; no sign but a minus, no exponent, no blanks
 * @throws RangeError when malformed, "-0", more precise than the currency, or beyond MAX_MINOR
 */
export function parseAmount(text: string, code: Currency): Money {
  const [, minus = '', whole = '', fraction = ''] =
    /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') throw new RangeError(`"${text}" is not an amount such as "1234.50"`);
  const exponent = exponentOf(code);
  if (fraction.length > exponent) {
    throw new RangeError(
      `"${text}" is more precise than ${code}, which has ${exponent} decimal places`,
    );
  }
  const magnitude = BigInt(whole + fraction.padEnd(exponent, '0'));
  if (magnitude > MAX_MINOR) throw new RangeError(`"${text}" is beyond ${MAX_MINOR} minor units`);
  if (minus && magnitude === 0n) throw new RangeError('"-0" is not an amount');
  return money(minus ? -magnitude : magnitude, code);
}

/** @returns a plain decimal with all the currency's places: "1234.50" */
export function formatAmount({ minor, currency: code }: Money): string {
  const exponent = exponentOf(code);
  const digits = abs(minor)
    .toString()
    .padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = digits.slice(digits.length - exponent);
  return `${minor < 0n ? '-' : ''}${whole}${exponent > 0 ? `.${fraction}` : ''}`;
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

function sameCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) throw new CurrencyMismatch(a.currency, b.currency);
  return a.currency;
}

export const add = (a: Money, b: Money): Money => money(a.minor + b.minor, sameCurrency(a, b));
export const subtract = (a: Money, b: Money): Money => money(a.minor - b.minor, sameCurrency(a, b));
export const negate = (a: Money): Money => money(-a.minor, a.currency);
export const sum = (amounts: readonly Money[], code: Currency): Money =>
  amounts.reduce(add, zero(code));

/** @returns below, at or above zero as `a` is less than, equal to or more than `b` */
export function compare(a: Money, b: Money): number {
  sameCurrency(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}
export const min = (a: Money, b: Money): Money => (compare(a, b) <= 0 ? a : b);
export const max = (a: Money, b: Money): Money => (compare(a, b) >= 0 ? a : b);
export const isZero = (a: Money): boolean => a.minor === 0n;
export const isNegative = (a: Money): boolean => a.minor < 0n;
export const isPositive = (a: Money): boolean => a.minor > 0n;

/**
 * Splits a total by weights with nothing lost: largest remainder on the magnitude, ties to the lowest
 * key, whatever the order of the list.
 * @throws RangeError when there is no weight above zero, a negative one, or a key twice
 */
export function allocate(
  total: Money,
  weights: readonly { readonly key: string; readonly weight: bigint }[],
): Map<string, Money> {
  const all = weights.reduce((so, { weight }) => so + weight, 0n);
  if (all <= 0n || weights.some(({ weight }) => weight < 0n)) {
    throw new RangeError('Weights are not negative and not all zero');
  }
  if (new Set(weights.map(({ key }) => key)).size < weights.length) {
    throw new RangeError('A key stands twice');
  }
  const magnitude = abs(total.minor);
  const shares = weights.map(({ key, weight }) => ({
    key,
    part: (magnitude * weight) / all,
    remainder: (magnitude * weight) % all,
  }));
  let left = magnitude - shares.reduce((so, { part }) => so + part, 0n);
  const byClaim = shares.toSorted((a, b) =>
    a.remainder !== b.remainder ? (a.remainder > b.remainder ? -1 : 1) : a.key < b.key ? -1 : 1,
  );
  for (const share of byClaim) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  const sign = total.minor < 0n ? -1n : 1n;
  return new Map(shares.map(({ key, part }) => [key, money(sign * part, total.currency)]));
}
