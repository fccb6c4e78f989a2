import type { Formula, FormulaInput, FormulaRule, Tiers } from '@accord/programs';
import { formulaRule, historyOf, programOf } from '../../../test/support/formula-history';
import { History } from '../../../test/support/history';
import { linesOf } from './spec-support/lines';

const fact = (
  fact: FormulaInput['fact'],
  over: FormulaInput['over'],
  weights?: FormulaInput['weights'],
): Formula => ({ op: 'input', fact, over, ...(weights && { weights }) });

const tiers = (of: Formula, table: Tiers, by?: Formula): Formula => ({
  op: 'tiers',
  of,
  tiers: table,
  ...(by && { by }),
});

const from = (rows: Tiers['rows']): Tiers => ({ method: 'cumulative', boundary: 'from', rows });
const to = (rows: Tiers['rows']): Tiers => ({ method: 'cumulative', boundary: 'to', rows });

const rated = from([
  { from: '0', to: '10', rate: '1%' },
  { from: '10', to: null, rate: '2%' },
]);

/** What the last line of the history says would have changed it. */
const told = (
  formula: Formula,
  sold: Parameters<typeof historyOf>[1],
  per: FormulaRule['per'] = 'quarter',
): readonly string[] | undefined =>
  linesOf(historyOf(programOf(formulaRule({ per, formula })), sold)).at(-1)?.wouldChange;

const units = (number: number): History =>
  new History(programOf(formulaRule({ per: 'sale', formula: unitTiers })))
    .partner('fjord')
    .deal('d0', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o0', units: number })
    .sale('s0', { opportunity: 'o0', bookedOn: '2026-03-10' });
const unitTiers = tiers(
  fact('units', 'sale'),
  from([
    { from: '0', to: '5', perUnit: '10.00' },
    { from: '5', to: '8', flat: '100.00' },
    { from: '8', to: null, perUnit: '15.00', flat: '50.00' },
  ]),
);

describe('What would have reached the next tier', () => {
  it('is told of each sale by itself where each is paid by itself', () => {
    const more = (number: number) => linesOf(units(number))[0]?.wouldChange;
    expect(more(4)).toEqual(['1 more units with this sale: 100.00 USD']);
    expect(more(5)).toEqual(['3 more units with this sale: 15.00 USD for each and 50.00 USD']);
    expect(more(8)).toBeUndefined();
  });

  it('is told of sales by their number, and by the day on which the quarter ends', () => {
    const formula = tiers(
      fact('sales', 'quarter'),
      from([
        { from: '0', to: '3', flat: '100.00' },
        { from: '3', to: null, flat: '500.00' },
      ]),
    );
    const sold = [
      ['2026-03-10', '1.00'],
      ['2026-03-11', '1.00'],
    ] as const;
    expect(told(formula, sold)).toEqual(['1 more sales by 2026-04-30: 500.00 USD']);
  });

  it('is told of each table where several are added up, within limits that the formula sets', () => {
    const table = (rate: string) =>
      tiers(
        fact('netArr', 'quarter'),
        to([
          { from: '0', to: '1000', rate: '1%' },
          { from: '1000', to: null, rate },
        ]),
      );
    const formula: Formula = {
      op: 'least',
      of: [
        { op: 'sum', of: [table('2%'), table('3%')] },
        { op: 'amount', amount: '900.00' },
      ],
    };
    expect(told(formula, [['2026-03-10', '999.99']])).toEqual([
      '0.02 USD more net ARR by 2026-04-30: 2%',
      '0.02 USD more net ARR by 2026-04-30: 3%',
    ]);
  });

  it('counts weighted products by their weight', () => {
    const formula = tiers(
      fact('netArr', 'quarter', { Ultimate: '2' }),
      from([
        { from: '0', to: '1000', rate: '1%' },
        { from: '1000', to: null, rate: '2%' },
      ]),
    );
    expect(told(formula, [['2026-03-10', '400.00', 'Ultimate']])).toEqual([
      '200.00 USD more weighted net ARR by 2026-04-30: 2%',
    ]);
  });

  describe('by growth', () => {
    const grown = tiers(
      fact('netArr', 'quarter'),
      from([
        { from: '0', to: '0.1', rate: '1%' },
        { from: '0.1', to: null, rate: '2%' },
      ]),
      { op: 'growth', of: fact('netArr', 'quarter'), over: fact('netArr', 'quarterLastYear') },
    );

    it('is what reaches it from what was sold a year ago, to the next whole cent', () => {
      const sold = (now: string) =>
        told(grown, [
          ['2025-03-10', '333.33'],
          ['2026-03-10', now],
        ]);
      // 1.1 times 333.33 is 366.663: the first amount that reaches it is 366.67.
      expect(sold('350.00')).toEqual(['16.67 USD more net ARR by 2026-04-30: 2%']);
      expect(sold('366.66')).toEqual(['0.01 USD more net ARR by 2026-04-30: 2%']);
      expect(sold('366.67')).toBeUndefined();
    });

    it('is nothing that anybody could bring where nothing was sold a year ago', () => {
      expect(told(grown, [['2026-03-10', '350.00']])).toBeUndefined();
    });
  });

  it('is not told of what is past: no sale of today grows it', () => {
    for (const over of ['quarterLastYear', 'lastYear', 'bestQuarterBefore'] as const) {
      const formula = tiers(fact('netArr', 'quarter'), rated, fact('netArr', over));
      expect([over, told(formula, [['2026-03-10', '350.00']])]).toEqual([over, undefined]);
    }
  });

  it('is not told of time, which passes by itself', () => {
    const formula = tiers(fact('netArr', 'quarter'), rated, fact('quarters', 'yearToDate'));
    expect(told(formula, [['2026-03-10', '350.00']])).toBeUndefined();
  });

  it('is told without a name where what chooses the tier is itself reckoned', () => {
    const both: Formula = {
      op: 'sum',
      of: [fact('netArr', 'yearToDate'), fact('netArr', 'quarter')],
    };
    const formula = tiers(
      fact('netArr', 'quarter'),
      from([
        { from: '0', to: '1000', rate: '1%' },
        { from: '1000', to: null, rate: '2%' },
      ]),
      both,
    );
    expect(told(formula, [['2026-03-10', '350.00']])).toEqual([
      '300.00 USD more of what is measured by 2026-04-30: 2%',
    ]);
  });
});
