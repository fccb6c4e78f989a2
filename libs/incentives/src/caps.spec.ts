import type { Cap, Formula, ProgramRules } from '@accord/programs';
import { History } from '../../../test/support/history';
import {
  formulaRule,
  historyOf,
  programOf,
  type Sold,
} from '../../../test/support/formula-history';
import { bySale, byQuarter, linesOf } from './spec-support/lines';

const TEN_PERCENT: Formula = {
  op: 'percent',
  rate: '10%',
  of: { op: 'input', fact: 'netArr', over: 'sale' },
};

const limited = (...caps: readonly Cap[]) =>
  programOf(formulaRule({ per: 'sale', formula: TEN_PERCENT, caps: [...caps] }));
const earned = (cap: Cap, sold: Sold): string[] => bySale(linesOf(historyOf(limited(cap), sold)));

describe('A limit of 10,000 on 10% of each sale (Lenovo, Microsoft)', () => {
  const sold = [
    ['2026-03-10', '60000.00'],
    ['2026-03-20', '50000.00'],
    ['2026-04-30', '10000.00'],
    ['2026-05-01', '30000.00'],
    ['2027-02-01', '20000.00'],
  ] as const;

  it.each([
    ['deal', ['6000.00', '5000.00', '1000.00', '3000.00', '2000.00']],
    ['quarter', ['6000.00', '4000.00', '0.00', '3000.00', '2000.00']],
    ['year', ['6000.00', '4000.00', '0.00', '0.00', '2000.00']],
    ['program', ['6000.00', '4000.00', '0.00', '0.00', '0.00']],
  ] as const)('per %s leaves %j', (per, amounts) => {
    expect(earned({ per, amount: '10000.00' }, sold)).toEqual(amounts);
  });

  it('is used up in the order in which sales were booked, not told', () => {
    const told = [sold[1], sold[0]];
    expect(earned({ per: 'quarter', amount: '10000.00' }, told)).toEqual(['4000.00', '6000.00']);
  });

  it('is freed by a reversal for the sales after it', () => {
    const history = historyOf(limited({ per: 'quarter', amount: '10000.00' }), sold);
    expect(bySale(linesOf(history.reversed('s000', '2026-05-02'))).slice(0, 3)).toEqual([
      '0.00',
      '5000.00',
      '1000.00',
    ]);
  });

  it('says with a line what was used before, and when nothing is left', () => {
    const lines = linesOf(historyOf(limited({ per: 'year', amount: '10000.00' }), sold));
    expect(lines[1]?.steps).toMatchObject({
      step: { op: 'least' },
      value: { exact: '400000/1' },
      parts: [
        { step: { op: 'percent' }, value: { exact: '500000/1' } },
        {
          step: { op: 'difference' },
          parts: [
            { step: { op: 'amount', amount: '10000.00' } },
            { step: { op: 'taken', per: 'year', lines: 1 }, value: { exact: '600000/1' } },
          ],
        },
      ],
    });
    expect(lines[2]?.zeroReason).toBe('All of 10000.00 USD per year was earned before');
  });

  it('limits whole quarters too: 7,000 of 10,000 a year leave 3,000', () => {
    const formula: Formula = {
      ...TEN_PERCENT,
      of: { op: 'input', fact: 'netArr', over: 'quarter' },
    };
    const caps: Cap[] = [{ per: 'year', amount: '10000.00' }];
    const rules = programOf(formulaRule({ per: 'quarter', formula, caps }));
    const history = historyOf(rules, [
      ['2026-03-10', '70000.00'],
      ['2026-06-10', '70000.00'],
      ['2026-09-10', '70000.00'],
    ]);
    expect(byQuarter(linesOf(history))).toEqual({
      'FY2027-Q1': '7000.00',
      'FY2027-Q2': '3000.00',
      'FY2027-Q3': '0.00',
    });
  });
});

describe('Whose a limit is', () => {
  /** Sales of 50,000 that earn 5,000, by partner, person and day. */
  const told = (rules: ProgramRules, sales: readonly (readonly [string, string, string])[]) => {
    const history = new History(rules).partner('fjord').partner('rival');
    sales.forEach(([partnerId, person, day], i) =>
      history
        .deal(`d${i}`, {
          partnerId,
          dealType: 'resale',
          opportunity: `o${i}`,
          registeredOn: day,
        })
        .sale(`s${i}`, { opportunity: `o${i}`, netArr: '50000.00', bookedOn: day })
        .soldBy(`s${i}`, partnerId, person),
    );
    return linesOf(history);
  };
  const sales = [
    ['fjord', 'p-1', '2026-03-10'],
    ['rival', 'p-1', '2026-03-11'],
    ['fjord', 'p-2', '2026-03-12'],
    ['fjord', 'p-1', '2026-06-13'],
  ] as const;

  it.each([
    ['partner', 'program', ['5000.00', '5000.00', '3000.00', '0.00']],
    ['everybody', 'program', ['5000.00', '3000.00', '0.00', '0.00']],
    ['everybody', 'quarter', ['5000.00', '3000.00', '0.00', '5000.00']],
    ['person', 'program', ['5000.00', '5000.00', '5000.00', '3000.00']],
    ['person', 'quarter', ['5000.00', '5000.00', '5000.00', '5000.00']],
  ] as const)('8,000 among %s, per %s, is %j', (among, per, amounts) => {
    const caps: Cap[] = [{ per, among, amount: '8000.00' }];
    const payee = 'person' as const;
    const rules = programOf(formulaRule({ per: 'sale', formula: TEN_PERCENT, caps, payee }));
    expect(bySale(told(rules, sales))).toEqual(amounts);
    const late = sales.toReversed();
    expect(bySale(told(rules, late)).toReversed()).toEqual(amounts);
  });

  it('shows on each line how far the limit of all partners is used up', () => {
    const caps: Cap[] = [{ per: 'year', among: 'everybody', amount: '8000.00' }];
    const lines = told(programOf(formulaRule({ per: 'sale', formula: TEN_PERCENT, caps })), sales);
    const minor = (text: string) => ({ minor: text, currency: 'USD' });
    const same = { per: 'year', among: 'everybody', on: 'payout', limit: minor('800000') };
    const use = (before: string, used: string, left: string) => [
      { ...same, before: minor(before), used: minor(used), left: minor(left) },
    ];
    expect(lines.map(({ limits }) => limits)).toEqual([
      use('0', '500000', '300000'),
      use('500000', '300000', '0'),
      use('800000', '0', '0'),
      use('800000', '0', '0'),
    ]);
    expect(lines[2]?.zeroReason).toBe(
      'All of 8000.00 USD per year of all partners was earned before',
    );
  });

  it('is one of several: each sale gets what all of them leave', () => {
    const caps: Cap[] = [
      { per: 'deal', amount: '4000.00' },
      { per: 'program', among: 'everybody', amount: '10000.00' },
    ];
    const rules = programOf(formulaRule({ per: 'sale', formula: TEN_PERCENT, caps }));
    expect(bySale(told(rules, sales))).toEqual(['4000.00', '4000.00', '2000.00', '0.00']);
  });
});

describe('A limit on the measure (Salesforce: 1% on at most 100,000)', () => {
  const formula: Formula = { ...TEN_PERCENT, rate: '1%' };
  const measured = (per: Cap['per']) =>
    programOf(
      formulaRule({ per: 'sale', formula, caps: [{ per, on: 'netArr', amount: '100000.00' }] }),
    );
  const sold = [
    ['2026-03-10', '60000.00'],
    ['2026-03-20', '60000.00'],
    ['2026-06-01', '140000.00'],
  ] as const;

  it.each([
    ['deal', ['600.00', '600.00', '1000.00']],
    ['quarter', ['600.00', '400.00', '1000.00']],
    ['program', ['600.00', '400.00', '0.00']],
  ] as const)('62: per %s, 60,000, 60,000 and 140,000 earn %j', (per, amounts) => {
    const lines = linesOf(historyOf(measured(per), sold));
    expect(bySale(lines)).toEqual(amounts);
  });

  it('shows what of it was counted, and when nothing is left of it', () => {
    const lines = linesOf(historyOf(measured('program'), sold));
    expect(lines[1]?.limits).toMatchObject([
      {
        on: 'netArr',
        before: { minor: '6000000' },
        used: { minor: '4000000' },
        left: { minor: '0' },
      },
    ]);
    expect(lines[1]?.steps).toMatchObject({
      step: { op: 'percent' },
      parts: [{ step: { op: 'least' }, value: { exact: '4000000/1' } }],
    });
    expect(lines[2]?.zeroReason).toBe('All of 100000.00 USD per program was counted before');
  });
});

describe('A rate per unit', () => {
  const perUnit: Formula = {
    op: 'tiers',
    of: { op: 'input', fact: 'units', over: 'quarter' },
    tiers: {
      method: 'stepped',
      boundary: 'integers',
      rows: [
        { from: '0', to: '500', perUnit: '0.00' },
        { from: '501', to: '1000', perUnit: '2.00' },
        { from: '1001', to: null, perUnit: '3.00' },
      ],
    },
  };

  it('53: pays 0 + 1,000 + 600 for the 1,200 units of a quarter, over its sales by what they brought', () => {
    const history = new History(programOf(formulaRule({ per: 'quarter', formula: perUnit })));
    history.partner('fjord');
    for (const [i, units] of [700, 500].entries()) {
      const deal = { partnerId: 'fjord', dealType: 'resale', opportunity: `o${i}`, units } as const;
      history
        .deal(`d${i}`, deal)
        .sale(`s${i}`, { opportunity: `o${i}`, netArr: '1000.00', bookedOn: '2026-03-10' });
    }
    expect(bySale(linesOf(history))).toEqual(['800.00', '800.00']);
  });
});

describe('A minimum', () => {
  it('is a row that pays nothing below it: 24.99 earns nothing, 25.00 all of itself', () => {
    const atLeast: Formula = {
      op: 'tiers',
      of: TEN_PERCENT,
      tiers: {
        method: 'cumulative',
        boundary: 'from',
        rows: [
          { from: '0', to: '25' },
          { from: '25', to: null, rate: '100%' },
        ],
      },
    };
    const rules = programOf(formulaRule({ per: 'sale', formula: atLeast }));
    const sold = [
      ['2026-03-10', '249.90'],
      ['2026-03-11', '250.00'],
    ] as const;
    expect(bySale(linesOf(historyOf(rules, sold)))).toEqual(['0.00', '25.00']);
  });
});
