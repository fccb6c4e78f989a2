import * as fc from 'fast-check';
import { compareRatios, currency, minus, ratioText, whole, type Ratio } from '@accord/kernel';
import type { Formula, TierRow, Tiers } from '@accord/programs';
import { recomputed } from '../spec-support/recomputed';
import { evaluate, type Facts } from './evaluate';

const USD = currency('USD');
const MEASURE: Formula = { op: 'input', fact: 'netArr', over: 'quarter' };

const facts = (cents: bigint): Facts => ({
  currency: USD,
  input: ({ fact, over }) => ({
    step: { op: 'input', input: { fact, over } },
    parts: [],
    value: { unit: 'money', ...whole(cents) },
  }),
});

const dollars = (cents: bigint): string => {
  const text = cents.toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};
const permille = fc.integer({ min: 0, max: 1_000 });
const rate = permille.map((n) => `0.${String(n % 1_000).padStart(3, '0')}`);
const method = fc.constantFrom<Tiers['method'][]>('stepped', 'cumulative', 'rolling', 'total');
const boundary = fc.constantFrom<('from' | 'to')[]>('from', 'to');

interface Table {
  readonly tiers: Tiers;
  /** Ends of all rows but the last, in cents. */
  readonly bounds: readonly bigint[];
  readonly permilles: readonly bigint[];
}

const table: fc.Arbitrary<Table> = fc
  .record({
    method,
    boundary,
    bounds: fc.uniqueArray(fc.bigInt({ min: 2n, max: 10_000_000n }), {
      minLength: 1,
      maxLength: 5,
    }),
    rates: fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ method, boundary, bounds: drawn, rates }) => {
    const bounds = drawn.toSorted((a, b) => (a < b ? -1 : 1));
    const starts = [0n, ...bounds];
    const rows: TierRow[] = starts.map((from, i) => {
      const to = bounds[i];
      return {
        from: dollars(from),
        to: to === undefined ? null : dollars(to),
        rate: `0.${String(rates[i] ?? 0).padStart(3, '0')}`,
      };
    });
    const permilles = starts.map((_, i) => BigInt(rates[i] ?? 0));
    return { tiers: { method, boundary, rows }, bounds, permilles };
  });

const given = ({ tiers }: Table, cents: bigint): Ratio =>
  evaluate({ op: 'tiers', tiers, of: MEASURE }, facts(cents)).value;

/** The same in thousandths of a cent, by the definition of each method and nothing else. */
function expected({ tiers, bounds, permilles }: Table, cents: bigint): bigint {
  const reached = permilles.filter((_, i) => {
    const start = i === 0 ? 0n : (bounds[i - 1] ?? 0n);
    return tiers.boundary === 'to' && i > 0 ? cents > start : cents >= start;
  });
  const last = reached.length - 1;
  return reached.reduce((sum, permille, i) => {
    const start = i === 0 ? 0n : (bounds[i - 1] ?? 0n);
    const end = i === last ? cents : (bounds[i] ?? cents);
    switch (tiers.method) {
      case 'stepped':
        return sum + permille * (end - start);
      case 'cumulative':
        return i === last ? permille * cents : sum;
      case 'rolling':
        return sum + permille * end;
      case 'total':
        return sum + permille * cents;
    }
  }, 0n);
}

describe('Tiers one minor unit around each of their bounds', () => {
  it('jump exactly where the table says, in each of the four methods', () => {
    fc.assert(
      fc.property(table, (drawn) => {
        for (const bound of drawn.bounds) {
          for (const cents of [bound - 1n, bound, bound + 1n]) {
            const thousandths = { numerator: expected(drawn, cents), denominator: 1_000n };
            expect(ratioText(given(drawn, cents))).toBe(ratioText(thousandths));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('do not jump at all where each band has a rate of its own', () => {
    fc.assert(
      fc.property(table, (drawn) => {
        const stepped = { ...drawn, tiers: { ...drawn.tiers, method: 'stepped' as const } };
        for (const bound of drawn.bounds) {
          for (const cents of [bound - 1n, bound]) {
            const more = minus(given(stepped, cents + 1n), given(stepped, cents));
            expect(compareRatios(more, whole(0n)) >= 0).toBe(true);
            expect(compareRatios(more, whole(1n)) < 0).toBe(true);
          }
        }
      }),
    );
  });

  it('give no less for more, but where one rate on everything is lower in a higher row', () => {
    fc.assert(
      fc.property(table, fc.bigInt({ min: 0n, max: 20_000_000n }), (drawn, cents) => {
        fc.pre(drawn.tiers.method !== 'cumulative');
        const more = minus(given(drawn, cents + 1n), given(drawn, cents));
        expect(compareRatios(more, whole(0n)) >= 0).toBe(true);
      }),
    );
  });
});

const { money } = fc.letrec<{ money: Formula }>((tie) => ({
  money: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(MEASURE),
    fc.bigInt({ min: 0n, max: 10_000_000n }).map((cents): Formula => ({
      op: 'amount',
      amount: dollars(cents),
    })),
    fc
      .record({
        op: fc.constantFrom<('sum' | 'greatest' | 'least')[]>('sum', 'greatest', 'least'),
        of: fc.array(tie('money'), { minLength: 1, maxLength: 3 }),
      })
      .map((node): Formula => node),
    fc
      .record({ of: tie('money'), less: tie('money') })
      .map((node): Formula => ({ op: 'difference', ...node })),
    fc.record({ rate, of: tie('money') }).map((node): Formula => ({ op: 'percent', ...node })),
    fc
      .record({ drawn: table, of: tie('money') })
      .map(({ drawn: { tiers }, of }): Formula => ({ op: 'tiers', tiers, of })),
    fc
      .record({ drawn: table, of: tie('money'), last: tie('money') })
      .map(({ drawn: { tiers }, of, last }): Formula => {
        const rows = tiers.rows.map(({ from, to, rate: share }, i) => ({
          from: i === 0 ? null : `${from}%`,
          to: to === null ? null : `${to}%`,
          ...(share !== undefined && { rate: share }),
        }));
        const by: Formula = { op: 'growth', of, over: last };
        return { op: 'tiers', tiers: { ...tiers, method: 'cumulative', rows }, of, by };
      }),
  ),
}));

describe('Any formula', () => {
  it('comes to what the arithmetic of its own derivation comes to, worked out another way', () => {
    fc.assert(
      fc.property(money, fc.bigInt({ min: 0n, max: 100_000_000n }), (formula, cents) => {
        const derivation = evaluate(formula, facts(cents));
        expect(recomputed(derivation)).toBe(ratioText(derivation.value));
      }),
      { numRuns: 500 },
    );
  });
});
