import fc from 'fast-check';
import { currency } from './currency';
import {
  CurrencyMismatch,
  MAX_MINOR,
  add,
  allocate,
  compare,
  formatAmount,
  fromJson,
  money,
  parseAmount,
  sum,
  toJson,
  type Money,
} from './money';

const USD = currency('USD');
const usd = (minor: bigint): Money => money(minor, USD);

const anyMinor = fc.bigInt({ min: -MAX_MINOR, max: MAX_MINOR });
const anyMoney = fc
  .tuple(anyMinor, fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'))
  .map(([minor, code]) => money(minor, currency(code)));

describe('An amount in text', () => {
  it.each([
    ['1234.50', 'USD', 123_450n],
    ['1234.5', 'USD', 123_450n],
    ['-0.01', 'USD', -1n],
    ['500', 'JPY', 500n],
    ['1.234', 'KWD', 1_234n],
    ['0', 'EUR', 0n],
    ['9999999999999999.99', 'USD', MAX_MINOR],
  ])('%s %s is read exactly', (text, code, minor) => {
    expect(parseAmount(text, currency(code))).toEqual({ minor, currency: code });
  });

  it.each([
    ['1.005', 'USD', 'more precise than USD, which has 2 decimal places'],
    ['1.0', 'JPY', 'more precise than JPY, which has 0 decimal places'],
    ['10000000000000000.00', 'USD', 'beyond 999999999999999999 minor units'],
    ['-0.00', 'USD', '"-0" is not an amount'],
    ['1e3', 'USD', '"1e3" is not an amount'],
    ['+1', 'USD', '"+1" is not an amount'],
    ['1,000.00', 'USD', '"1,000.00" is not an amount'],
    ['01', 'USD', '"01" is not an amount'],
    ['.5', 'USD', '".5" is not an amount'],
    ['5.', 'USD', '"5." is not an amount'],
    [' 5', 'USD', '" 5" is not an amount'],
    ['٣', 'USD', '"٣" is not an amount'],
    ['', 'USD', '"" is not an amount'],
  ])('%s %s is refused, and it is said why', (text, code, message) => {
    expect(() => parseAmount(text, currency(code))).toThrow(message);
  });

  it.each([
    [-5n, 'USD', '-0.05'],
    [0n, 'USD', '0.00'],
    [-7n, 'JPY', '-7'],
    [1n, 'CLF', '0.0001'],
  ])('shows %s minor units of %s as %s', (minor, code, text) => {
    expect(formatAmount(money(minor, currency(code)))).toBe(text);
  });

  it('comes back as it went out, in every currency', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        expect(parseAmount(formatAmount(amount), amount.currency)).toEqual(amount);
      }),
    );
  });
});

describe('An amount in an event', () => {
  it('comes back as it was stored, beyond the limit for what comes from outside too', () => {
    fc.assert(
      fc.property(fc.bigInt(), (minor) => {
        expect(fromJson(toJson(usd(minor)))).toEqual(usd(minor));
      }),
    );
  });

  it.each(['1.5', '1e3', '', ' 1', '01', '-0'])('is never read from "%s"', (minor) => {
    expect(() => fromJson({ minor, currency: 'USD' })).toThrow(RangeError);
  });
});

describe('Two currencies', () => {
  it('are never reckoned together', () => {
    const [dollars, euros] = [usd(1n), money(1n, currency('EUR'))];
    for (const reckon of [add, compare]) {
      expect(() => reckon(dollars, euros)).toThrow(
        new CurrencyMismatch(dollars.currency, euros.currency),
      );
    }
    expect(() => sum([dollars], euros.currency)).toThrow(CurrencyMismatch);
  });
});

const weighed = (...weights: bigint[]) => weights.map((weight, i) => ({ key: `k${i}`, weight }));
const minors = (parts: Map<string, Money>): bigint[] => [...parts.values()].map((p) => p.minor);

describe('Allocation', () => {
  // The same inputs are split otherwise by libraries that serve first come first.
  it.each([
    { total: 15n, weights: [80n, 8n, 12n], parts: [12n, 1n, 2n] },
    { total: 5n, weights: [3n, 7n], parts: [2n, 3n] },
    { total: -101n, weights: [50n, 50n], parts: [-51n, -50n] },
    { total: 10_000n, weights: [1n, 1n, 1n], parts: [3_334n, 3_333n, 3_333n] },
    { total: 1_000n, weights: [1n, 4n], parts: [200n, 800n] },
    { total: 15n, weights: [20n, 2n, 3n], parts: [12n, 1n, 2n] },
    { total: 15n, weights: [1n, 1n, 0n], parts: [8n, 7n, 0n] },
    { total: 0n, weights: [1n, 2n], parts: [0n, 0n] },
  ])('of $total by $weights gives $parts', ({ total, weights, parts }) => {
    expect(minors(allocate(usd(total), weighed(...weights)))).toEqual(parts);
  });

  it('gives a tie to the lowest key, wherever it stands in the list', () => {
    const parts = allocate(usd(1n), [
      { key: 'b', weight: 1n },
      { key: 'a', weight: 1n },
    ]);
    expect(parts).toEqual(
      new Map([
        ['b', usd(0n)],
        ['a', usd(1n)],
      ]),
    );
  });

  it.each([
    ['no weight', []],
    ['only zero', weighed(0n, 0n)],
    ['a negative weight', weighed(3n, -1n)],
    [
      'a key twice',
      [
        { key: 'a', weight: 1n },
        { key: 'a', weight: 2n },
      ],
    ],
  ])('refuses %s', (_, weights) => {
    expect(() => allocate(usd(100n), weights)).toThrow(RangeError);
  });

  const anyWeights = fc
    .uniqueArray(fc.record({ key: fc.string(), weight: fc.bigInt({ min: 0n, max: 10n ** 12n }) }), {
      selector: ({ key }) => key,
      minLength: 1,
      maxLength: 12,
    })
    .filter((weights) => weights.some(({ weight }) => weight > 0n));

  it('loses nothing, and no part is a whole unit away from its exact share', () => {
    fc.assert(
      fc.property(anyMinor, anyWeights, (minor, weights) => {
        const parts = allocate(usd(minor), weights);
        expect(sum([...parts.values()], USD)).toEqual(usd(minor));
        const all = weights.reduce((so, { weight }) => so + weight, 0n);
        for (const { key, weight } of weights) {
          const off = (parts.get(key)?.minor ?? 0n) * all - minor * weight;
          expect(off < all && off > -all).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order of the list, nor on the sign', () => {
    const shuffled = anyWeights.chain((weights) =>
      fc.tuple(
        fc.constant(weights),
        fc.shuffledSubarray(weights, { minLength: weights.length, maxLength: weights.length }),
      ),
    );
    fc.assert(
      fc.property(anyMinor, shuffled, (minor, [weights, others]) => {
        const [parts, again] = [allocate(usd(minor), weights), allocate(usd(-minor), others)];
        for (const [key, part] of parts) expect(again.get(key)?.minor).toBe(-part.minor);
      }),
    );
  });
});
