import fc from 'fast-check';
import { currency } from './currency';
import { money, sum, type Money } from './money';
import { ratio, ratioText, round, roundHalfUp, times, type RoundingMode } from './ratio';

const USD = currency('USD');
const exact = (numerator: bigint, denominator: bigint) => ({
  numerator,
  denominator,
  currency: USD,
});
const rounded = (numerator: bigint, denominator: bigint, mode: RoundingMode): bigint =>
  round(exact(numerator, denominator), mode).minor;

describe('A rate', () => {
  it.each([
    ['2.5%', '1/40'],
    ['0.025', '1/40'],
    ['7.5%', '3/40'],
    ['100%', '1/1'],
    ['0', '0/1'],
    ['-12.50%', '-1/8'],
    ['1.0389', '10389/10000'],
    ['2/3', '2/3'],
    ['-1/7', '-1/7'],
    ['4/3', '4/3'],
  ])('%s is exactly %s', (text, fraction) => {
    expect(ratioText(ratio(text))).toBe(fraction);
  });

  it.each([
    '',
    '%',
    '.5',
    '1.',
    '1e2',
    '2,5%',
    '2.5 %',
    '1 / 3',
    '1/0',
    '0/3',
    '1/03',
    '1/3%',
    '1.5/3',
    'NaN',
    '2.5%%',
  ])('is never read from "%s"', (text) => {
    expect(() => ratio(text)).toThrow(RangeError);
  });

  it.each([
    ['4/6', '2/3'],
    ['6/3', '2'],
    ['1/1', '1'],
  ])('has one form as a fraction: %s is written %s', (text, form) => {
    expect(() => ratio(text)).toThrow(`"${text}" is written ${form}`);
  });

  it('as three equal parts of an amount leaves no cent over: 9,000.00 in thirds', () => {
    const parts = ['2/3', '1/3'].map((part) =>
      roundHalfUp(times(money(900_000n, USD), ratio(part))),
    );
    expect(parts.map(({ minor }) => minor)).toEqual([600_000n, 300_000n]);
  });

  it('means the same as a percentage and as a decimal', () => {
    const hundredths = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(hundredths, (n) => {
        const text = String(n).padStart(3, '0');
        const percent = `${text.slice(0, -2)}.${text.slice(-2)}%`;
        const long = String(n).padStart(5, '0');
        const decimal = `${long.slice(0, -4)}.${long.slice(-4)}`;
        expect(ratioText(ratio(percent))).toBe(ratioText(ratio(decimal)));
      }),
    );
  });
});

describe('Rounding', () => {
  it.each([
    // numerator, denominator, half-up, half-even
    [-5n, 2n, -3n, -2n],
    [-1n, 2n, -1n, 0n],
    [1n, 2n, 1n, 0n],
    [3n, 2n, 2n, 2n],
    [5n, 2n, 3n, 2n],
    [7n, 2n, 4n, 4n],
    [1_005n, 10n, 101n, 100n], // 1.005: floats make it 1.00
    [2_675n, 10n, 268n, 268n], // 2.675: floats make it 2.67
    [24_784n, 10n, 2_478n, 2_478n],
    [24_785n, 10n, 2_479n, 2_478n],
    [1n, 3n, 0n, 0n],
    [-2n, 3n, -1n, -1n],
    [0n, 7n, 0n, 0n],
  ])('of %s/%s is %s half-up and %s half-even', (numerator, denominator, up, even) => {
    expect(rounded(numerator, denominator, 'half-up')).toBe(up);
    expect(rounded(numerator, denominator, 'half-even')).toBe(even);
  });

  it('follows the public examples of the change to the euro at 239.640 tolars', () => {
    const euros = (tolars: bigint): bigint => rounded(tolars * 100n * 1_000n, 239_640n, 'half-up');
    expect([euros(500n), euros(1_000n)]).toEqual([209n, 417n]);
  });

  it('is the nearest whole unit; half-way it is away from zero, or even', () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 9n });
    fc.assert(
      fc.property(fc.bigInt(), positive, (numerator, denominator) => {
        const [up, even] = [
          rounded(numerator, denominator, 'half-up'),
          rounded(numerator, denominator, 'half-even'),
        ];
        for (const whole of [up, even]) {
          const twice = 2n * (whole * denominator - numerator);
          expect(twice <= denominator && twice >= -denominator).toBe(true);
        }
        if (up !== even) expect([up * up > even * even, even % 2n]).toEqual([true, 0n]);
      }),
    );
  });

  it('of a reversal takes back to the cent what was given', () => {
    const small = fc.bigInt({ min: -50n, max: 50n });
    const modes = fc.constantFrom<RoundingMode>('half-up', 'half-even');
    fc.assert(
      fc.property(
        small,
        fc.bigInt({ min: 1n, max: 20n }),
        modes,
        (numerator, denominator, mode) => {
          const given = rounded(numerator, denominator, mode);
          expect(rounded(-numerator, denominator, mode)).toBe(-given);
        },
      ),
    );
  });

  it('moves a pending half away from zero whatever the size of the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (whole) => {
        expect(rounded(2n * whole + 1n, 2n, 'half-up')).toBe(whole + 1n);
      }),
    );
  });
});

describe('Where one rounds', () => {
  const line = (minor: bigint): Money => money(minor, USD);
  const perLine = (count: number, minor: bigint, rate: string, mode: RoundingMode): bigint =>
    sum(Array(count).fill(round(times(line(minor), ratio(rate)), mode)), USD).minor;
  const perStatement = (count: number, minor: bigint, rate: string): bigint =>
    roundHalfUp(times(sum(Array(count).fill(line(minor)), USD), ratio(rate))).minor;

  it('decides what 100 lines of 3.33 at 2.5% come to', () => {
    expect(perLine(100, 333n, '2.5%', 'half-up')).toBe(800n);
    expect(perStatement(100, 333n, '2.5%')).toBe(833n);
  });

  it('decides what 1,000 lines of 0.10 at 5% come to', () => {
    expect(perLine(1_000, 10n, '5%', 'half-up')).toBe(1_000n);
    expect(perLine(1_000, 10n, '5%', 'half-even')).toBe(0n);
    expect(perStatement(1_000, 10n, '5%')).toBe(500n);
  });

  it('is never in the product: 0.01 at 2.5% is 1/40 of a cent', () => {
    expect(ratioText(times(line(1n), ratio('2.5%')))).toBe('1/40');
  });
});
