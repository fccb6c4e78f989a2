import * as fc from 'fast-check';
import type { Recorded } from '@accord/kernel';
import type { Formula, FormulaRule } from '@accord/programs';
import { calculateEarnings } from './calculate-earnings';
import { formulaRule, historyOf, programOf } from '../../../test/support/formula-history';
import { twoPrograms } from '../../../test/support/second-program';
import { linesOf } from './spec-support/lines';

const netArr = (over: 'sale' | 'quarter' | 'yearToDate'): Formula => ({
  op: 'input',
  fact: 'netArr',
  over,
});
const percent = (rate: string, of: Formula): Formula => ({ op: 'percent', rate, of });

/** Rules that lean on one another, on other quarters, and on the order of sales. */
const rules: readonly FormulaRule[] = [
  formulaRule({
    rule: 'limited',
    per: 'sale',
    formula: percent('7%', netArr('sale')),
    caps: [
      { per: 'quarter', amount: '300.00' },
      { per: 'year', amount: '500.00' },
    ],
  }),
  formulaRule({
    rule: 'settled',
    per: 'quarter',
    settle: 'difference',
    formula: percent('3.3%', netArr('yearToDate')),
  }),
  formulaRule({
    rule: 'first',
    per: 'sale',
    formula: percent('2.5%', netArr('sale')),
    exclusiveGroup: 'front',
  }),
  formulaRule({
    rule: 'second',
    per: 'sale',
    formula: percent('5%', netArr('sale')),
    exclusiveGroup: 'front',
  }),
];
const program = {
  ...programOf(...rules),
  stacking: [
    {
      group: 'front',
      mode: 'cascade' as const,
      order: ['first', 'second'].map((rule) => ({
        rule,
        reducedByPrior: true,
        reducesLater: true,
      })),
    },
  ],
};

const sold = fc.array(
  fc.tuple(
    fc.constantFrom('2026-03-10', '2026-04-30', '2026-05-01', '2026-09-10', '2027-02-01'),
    fc
      .bigInt({ min: 1n, max: 9_999_999n })
      .map((n) => `${n / 100n}.${String(n % 100n).padStart(2, '0')}`),
  ),
  { minLength: 1, maxLength: 8 },
);

/** The events of each stream in their order, the streams among one another in any. */
function shuffled(events: readonly Recorded[], keys: readonly number[]): Recorded[] {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const rank = new Map(streams.map((stream, i) => [stream, keys[i % keys.length] ?? 0]));
  return events.toSorted(
    (a, b) => (rank.get(a.stream) ?? 0) - (rank.get(b.stream) ?? 0) || a.revision - b.revision,
  );
}

describe('What a history earns', () => {
  it('does not depend on the order in which its streams are read', () => {
    fc.assert(
      fc.property(sold, fc.array(fc.integer(), { minLength: 3, maxLength: 9 }), (sales, keys) => {
        const { events } = historyOf(program, sales);
        expect(calculateEarnings(shuffled(events, keys))).toEqual(calculateEarnings(events));
      }),
      { numRuns: 60 },
    );
  });

  it('is of several programs what each of them gives alone, wherever their events lie', () => {
    const turns = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sold, sold, turns, (sales, others, sizes) => {
        const histories = [historyOf(program, sales), historyOf(program, others)] as const;
        const { events, each } = twoPrograms(histories[0].events, histories[1].events, sizes);
        const together = calculateEarnings(events);
        const alone = each.flatMap((own) => calculateEarnings(own));
        expect(together).toEqual(alone.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1)));
        expect(new Set(together.map(({ programId }) => programId)).size).toBe(2);
      }),
      { numRuns: 40 },
    );
  });

  it('is each line’s exact amount, rounded once by the recorded mode, or its share of one', () => {
    fc.assert(
      fc.property(
        sold,
        fc.constantFrom('half-up' as const, 'half-even' as const),
        (sales, mode) => {
          const lines = linesOf(historyOf({ ...program, payout: { rounding: mode } }, sales));
          for (const { exact, amount, share, rounding } of lines) {
            expect(rounding).toBe(mode);
            const wanted = share ? BigInt(share.of.minor) : BigInt(amount.minor);
            expect(wanted).toBe(
              roundedAnew(BigInt(exact.numerator), BigInt(exact.denominator), mode),
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is shared out without a rest, and a year’s settlements stay within half a cent of its whole', () => {
    fc.assert(
      fc.property(sold, (sales) => {
        const lines = linesOf(historyOf(program, sales)).filter(({ rule }) => rule === 'settled');
        const quarters = new Map(lines.map(({ quarter, share }) => [quarter, share?.of.minor]));
        for (const [quarter, of] of quarters) {
          const parts = lines.filter((line) => line.quarter === quarter);
          const sum = parts.reduce((so, { amount }) => so + BigInt(amount.minor), 0n);
          expect(sum.toString()).toBe(of);
        }
        const year = lines.filter(({ quarter }) => quarter.startsWith('FY2027'));
        const settled = year.reduce((so, { amount }) => so + BigInt(amount.minor), 0n);
        const volume = year.reduce((so, { base }) => so + BigInt(base.minor), 0n);
        const off = settled * 1_000n - volume * 33n;
        expect(off <= 500n && off >= -500n).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

/** Half-up and half-even of a fraction, by remainders; nothing owed below zero. */
function roundedAnew(n: bigint, d: bigint, mode: 'half-up' | 'half-even'): bigint {
  if (n <= 0n) return 0n;
  const floor = n / d;
  const rest = 2n * (n - floor * d);
  if (rest < d) return floor;
  if (rest > d) return floor + 1n;
  return mode === 'half-up' || floor % 2n === 1n ? floor + 1n : floor;
}
