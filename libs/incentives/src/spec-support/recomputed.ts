import type { Derivation, DerivationJson } from '../formula/derivation';

type Fraction = readonly [bigint, bigint];

/**
 * What a derivation comes to by its own arithmetic: every value above the leaves is worked out again
 * from the parts, in another way than the engine's (common denominators, no reduction).
 * @throws Error where a stored value is not what its parts give
 */
export function recomputed(derivation: Derivation): string {
  const [n, d] = again(derivation);
  const divisor = gcd(n < 0n ? -n : n, d);
  return `${n / divisor}/${d / divisor}`;
}

/** The same for a derivation as it is stored with a line. */
export const recomputedJson = (steps: DerivationJson): string => recomputed(read(steps));

function read({ step, parts, value: { unit, exact } }: DerivationJson): Derivation {
  const [numerator = '', denominator = ''] = exact.split('/');
  const value = { unit, numerator: BigInt(numerator), denominator: BigInt(denominator) };
  return { step, parts: parts.map(read), value };
}

function again(derivation: Derivation): Fraction {
  const { step, parts, value } = derivation;
  const stored: Fraction = [value.numerator, value.denominator];
  const worked = work(derivation, parts.map(again), stored);
  if (worked[0] * stored[1] !== stored[0] * worked[1]) {
    throw new Error(`${step.op} says ${stored.join('/')} and its parts give ${worked.join('/')}`);
  }
  return worked;
}

function work({ step, parts }: Derivation, values: readonly Fraction[], leaf: Fraction): Fraction {
  const [first = leaf, second = leaf] = values;
  switch (step.op) {
    case 'input':
    case 'portion':
    case 'prior':
    case 'taken':
    case 'number':
      return leaf;
    case 'amount':
      return cents(step.amount);
    case 'settled':
      return step.quarters.reduce<Fraction>(
        (so, { amount }) => add(so, [BigInt(amount.minor), 1n]),
        [0n, 1n],
      );
    case 'sum':
      return values.reduce(add);
    case 'greatest':
      return values.reduce((a, b) => (a[0] * b[1] >= b[0] * a[1] ? a : b));
    case 'least':
      return values.reduce((a, b) => (a[0] * b[1] <= b[0] * a[1] ? a : b));
    case 'difference':
      return add(first, [-second[0], second[1]]);
    case 'growth': {
      const [n, d] = add(first, [-second[0], second[1]]);
      return second[0] <= 0n ? [0n, 1n] : [n * second[1], d * second[0]];
    }
    case 'convert': {
      const [n = '', d = ''] = step.factor.split('/');
      return times(first, [BigInt(n), BigInt(d)]);
    }
    case 'percent':
      return times(first, decimal(step.rate));
    case 'perUnit':
      return times(first, cents(step.amount));
    case 'row': {
      const { rate = '0', perUnit = '0', flat = '0' } = step.row;
      const paid = add(times(first, decimal(rate)), times(first, cents(perUnit)));
      return add(paid, cents(flat));
    }
    case 'tiers':
      return values
        .filter((_, i) => parts[i]?.step.op === 'row')
        .reduce<Fraction>((so, row) => add(so, row), [0n, 1n]);
  }
}

const add = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]];
const cents = (text: string): Fraction => times(decimal(text), [100n, 1n]);

function decimal(text: string): Fraction {
  const [whole = '0', fraction = ''] = text.replace('%', '').split('.');
  const scale = 10n ** BigInt(fraction.length) * (text.endsWith('%') ? 100n : 1n);
  return [BigInt(whole + fraction), scale];
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
