import { currency, parseAmount, ratio, ratioText, round, whole } from '@accord/kernel';
import { formula, type Formula, type TierRow, type Tiers } from '@accord/programs';
import type { Derivation } from './derivation';
import { evaluate, type Facts } from './evaluate';
import { recomputed } from '../spec-support/recomputed';

const USD = currency('USD');
const SALES: Formula = { op: 'input', fact: 'netArr', over: 'quarter' };
const COUNT: Formula = { op: 'input', fact: 'sales', over: 'quarter' };

/** A quarter with this much sold, or this many sales. */
const facts = ({ sold = '0', count = 0 }: { sold?: string; count?: number }): Facts => ({
  currency: USD,
  input: ({ fact, over }) => ({
    step: { op: 'input', input: { fact, over } },
    parts: [],
    value:
      fact === 'sales'
        ? { unit: 'number', ...whole(BigInt(count)) }
        : { unit: 'money', ...whole(parseAmount(sold, USD).minor) },
  }),
});

/** Dollars and cents, rounded as a statement line is, after the tree's own arithmetic was checked. */
function dollars(derivation: Derivation): string {
  expect(recomputed(derivation)).toBe(ratioText(derivation.value));
  const { minor } = round({ ...derivation.value, currency: USD }, 'half-up');
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
}

const tiers = (table: Tiers, of: Formula = SALES, by?: Formula): Formula =>
  formula.parse({ op: 'tiers', tiers: table, of, ...(by && { by }) });

describe('Tiers of 10% to 1,000 and 25% beyond, on 2,000 (Dynamics 365 rebate management)', () => {
  const rows: TierRow[] = [
    { from: '0', to: '1000', rate: '10%' },
    { from: '1000', to: null, rate: '25%' },
  ];
  it.each([
    ['stepped', '350.00', 'each band by its own rate'],
    ['cumulative', '500.00', 'everything by the rate reached'],
    ['rolling', '600.00', '10% of 1,000 and 25% of everything'],
    ['total', '700.00', 'every rate reached on everything'],
  ] as const)('give %s %s: %s', (method, amount, _why) => {
    const result = evaluate(tiers({ method, boundary: 'to', rows }), facts({ sold: '2000.00' }));
    expect(dollars(result)).toBe(amount);
  });

  it.each([
    ['from', '999.99', '100.00'],
    ['from', '1000.00', '250.00'],
    ['to', '1000.00', '100.00'],
    ['to', '1000.01', '250.00'],
  ] as const)('with bounds that belong to "%s", %s earns %s', (boundary, sold, amount) => {
    const table = tiers({ method: 'cumulative', boundary, rows });
    expect(dollars(evaluate(table, facts({ sold })))).toBe(amount);
  });
});

describe('Amounts per unit', () => {
  it('step through 1,200 units at 0, 2 and 3 to 1,600', () => {
    const rows: TierRow[] = [
      { from: '0', to: '500', perUnit: '0.00' },
      { from: '501', to: '1000', perUnit: '2.00' },
      { from: '1001', to: null, perUnit: '3.00' },
    ];
    const table = tiers({ method: 'stepped', boundary: 'integers', rows }, COUNT);
    expect(dollars(evaluate(table, facts({ count: 1_200 })))).toBe('1600.00');
  });

  it.each([
    [0, '2.00'],
    [1, '12.00'],
    [10, '102.00'],
    [11, '110.00'],
  ])('with a flat amount for each row reached, %i units cost %s', (count, amount) => {
    const rows: TierRow[] = [
      { from: '0', to: '10', perUnit: '10.00', flat: '2.00' },
      { from: '11', to: null, perUnit: '5.00', flat: '3.00' },
    ];
    const table = tiers({ method: 'stepped', boundary: 'integers', rows }, COUNT);
    expect(dollars(evaluate(table, facts({ count })))).toBe(amount);
  });

  it.each([
    ['0.00', '200.00'],
    ['1.00', '200.01'],
    ['10.00', '200.10'],
    ['11.00', '500.12'],
    ['12.00', '500.14'],
  ])('with percentages and flat amounts, %s gives %s', (sold, amount) => {
    const rows: TierRow[] = [
      { from: null, to: '10', rate: '1%', flat: '200.00' },
      { from: '10', to: null, rate: '2%', flat: '300.00' },
    ];
    const table = tiers({ method: 'stepped', boundary: 'to', rows });
    expect(dollars(evaluate(table, facts({ sold })))).toBe(amount);
  });

  it.each([
    [200, '400.00'],
    [202, '1010.00'],
  ])('2 to 200 and 5 from 201, on everything: %i units give %s', (count, amount) => {
    const rows: TierRow[] = [
      { from: '0', to: '200', perUnit: '2.00' },
      { from: '201', to: null, perUnit: '5.00' },
    ];
    const table = tiers({ method: 'cumulative', boundary: 'integers', rows }, COUNT);
    expect(dollars(evaluate(table, facts({ count })))).toBe(amount);
  });
});

describe('Growth over a base of 400,000, paid from the first dollar (IDCO)', () => {
  const by: Formula = { op: 'growth', of: SALES, over: { op: 'amount', amount: '400000.00' } };
  const rows: TierRow[] = [
    { from: null, to: '15%', rate: '2.5%' },
    { from: '15%', to: '25%', rate: '3.5%' },
    { from: '25%', to: null, rate: '5%' },
  ];
  const table = tiers({ method: 'cumulative', boundary: 'from', rows }, SALES, by);
  it.each([
    ['380000.00', '-1/20', '9500.00'],
    ['455000.00', '11/80', '11375.00'],
    ['459999.99', '5999999/40000000', '11500.00'],
    ['460000.00', '3/20', '16100.00'],
    ['470000.00', '7/40', '16450.00'],
    ['500000.00', '1/4', '25000.00'],
  ])('%s is growth of %s and earns %s', (sold, grown, amount) => {
    const result = evaluate(table, facts({ sold }));
    expect(ratioText(result.parts[1]?.value ?? ratio('0'))).toBe(grown);
    expect(dollars(result)).toBe(amount);
  });
});

describe('Other shapes', () => {
  const share = (rate: string, of: Formula): Formula => ({ op: 'percent', rate, of });
  const atMost = (of: Formula, amount: string): Formula => ({
    op: 'least',
    of: [of, { op: 'amount', amount }],
  });

  it('pays 1% on at most 100,000 of a measure of 140,000: 1,000', () => {
    const capped = share('1%', atMost(SALES, '100000.00'));
    expect(dollars(evaluate(capped, facts({ sold: '140000.00' })))).toBe('1000.00');
  });

  it('pays 2.5% of 120,000 and at most 2,500: 2,500', () => {
    const capped = atMost(share('2.5%', SALES), '2500.00');
    expect(dollars(evaluate(capped, facts({ sold: '120000.00' })))).toBe('2500.00');
  });

  it.each([
    ['110000.00', '1000.00'],
    ['100000.00', '1000.00'],
    ['90000.00', '0.00'],
  ])('pays 1,000 for a target of 100,000 reached: %s gives %s', (sold, amount) => {
    const rows: TierRow[] = [
      { from: '0', to: '100000' },
      { from: '100000', to: null, flat: '1000.00' },
    ];
    const target = tiers({ method: 'cumulative', boundary: 'from', rows });
    expect(dollars(evaluate(target, facts({ sold })))).toBe(amount);
  });

  it.each([
    ['1000000.00', '2500.00'],
    ['1200000.00', '6000.00'],
  ])('pays 0.25% and 0.25% more for two targets (Lenovo 2008): %s gives %s', (sold, amount) => {
    const rows: TierRow[] = [
      { from: '0', to: '1000000' },
      { from: '1000000', to: '1200000', rate: '0.25%' },
      { from: '1200000', to: null, rate: '0.25%' },
    ];
    const target = tiers({ method: 'total', boundary: 'from', rows });
    expect(dollars(evaluate(target, facts({ sold })))).toBe(amount);
  });

  it('tops up to a guarantee of 10,000', () => {
    const topUp: Formula = {
      op: 'greatest',
      of: [
        { op: 'difference', of: { op: 'amount', amount: '10000.00' }, less: SALES },
        { op: 'amount', amount: '0.00' },
      ],
    };
    expect(dollars(evaluate(topUp, facts({ sold: '5000.00' })))).toBe('5000.00');
    expect(dollars(evaluate(topUp, facts({ sold: '12000.00' })))).toBe('0.00');
  });
});
