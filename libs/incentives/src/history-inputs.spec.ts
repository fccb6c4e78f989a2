import type { Formula, FormulaInput, Tiers } from '@accord/programs';
import {
  formulaRule,
  historyOf,
  programOf,
  type Sold,
} from '../../../test/support/formula-history';
import { byQuarter, bySale, linesOf } from './spec-support/lines';

const usd = (amount: string): Formula => ({ op: 'amount', amount });
const netArr = (over: FormulaInput['over']): Formula => ({ op: 'input', fact: 'netArr', over });
const table = (rows: Tiers['rows']): Tiers => ({ method: 'cumulative', boundary: 'from', rows });
const orNothing = (of: Formula): Formula => ({ op: 'greatest', of: [of, usd('0.00')] });

/** What a rule per quarter gives in each quarter of the fiscal year that begins in February. */
const quarters = (
  rule: { readonly formula: Formula; readonly settle?: 'difference' },
  sold: Sold,
): Record<string, string> =>
  byQuarter(linesOf(historyOf(programOf(formulaRule({ per: 'quarter', ...rule })), sold)));

describe('A yearly scale, settled quarter by quarter (SAP condition contracts)', () => {
  const scale: Formula = {
    op: 'tiers',
    of: netArr('yearToDate'),
    tiers: table([
      { from: '0', to: '5000' },
      { from: '5000', to: '20000', rate: '2%' },
      { from: '20000', to: null, rate: '4%' },
    ]),
  };
  const settle = (sold: Sold) => quarters({ formula: scale, settle: 'difference' }, sold);

  it('55: of 3,000, 7,000 and 27,000 so far it settles 0, then 140, and 940 at the end', () => {
    const sold = [
      ['2026-03-10', '3000.00'],
      ['2026-06-10', '4000.00'],
      ['2026-09-10', '20000.00'],
    ] as const;
    expect(settle(sold)).toEqual({
      'FY2027-Q1': '0.00',
      'FY2027-Q2': '140.00',
      'FY2027-Q3': '940.00',
    });
  });

  it('V-20: settled month by month it is 0 in October, 140 in November and 940 in December', () => {
    const rule = formulaRule({ per: 'quarter', formula: scale, settle: 'difference' });
    const monthly = { firstMonth: 1, periods: 'month' as const };
    const program = { ...programOf(rule), fiscalYear: monthly };
    const sold = [
      ['2026-10-10', '3000.00'],
      ['2026-11-10', '4000.00'],
      ['2026-12-10', '20000.00'],
    ] as const;
    const lines = linesOf(historyOf(program, sold));
    expect(byQuarter(lines)).toEqual({
      'FY2026-M10': '0.00',
      'FY2026-M11': '140.00',
      'FY2026-M12': '940.00',
    });
  });

  it('names with a line what was settled before, and from how many sales the year was summed', () => {
    const rules = programOf(formulaRule({ per: 'quarter', formula: scale, settle: 'difference' }));
    const sold = [
      ['2026-03-10', '7000.00'],
      ['2026-06-10', '20000.00'],
    ] as const;
    expect(linesOf(historyOf(rules, sold))[1]).toMatchObject({
      quarter: 'FY2027-Q2',
      exact: { numerator: '94000' },
      steps: {
        step: { op: 'difference' },
        value: { exact: '94000/1' },
        parts: [
          {
            step: { op: 'tiers' },
            value: { exact: '108000/1' },
            parts: [{ step: { op: 'input', from: { sales: 2 } } }, { step: { op: 'row' } }],
          },
          {
            step: {
              op: 'settled',
              quarters: [{ quarter: 'FY2027-Q1', amount: { minor: '14000' } }],
            },
          },
        ],
      },
    });
  });

  it('begins anew with the fiscal year', () => {
    const sold = [
      ['2026-03-10', '27000.00'],
      ['2027-03-10', '3000.00'],
    ] as const;
    expect(settle(sold)).toEqual({ 'FY2027-Q1': '1080.00', 'FY2028-Q1': '0.00' });
  });

  it('settles the earlier quarter again when its sale is reversed, and the later one with it', () => {
    const rules = programOf(formulaRule({ per: 'quarter', formula: scale, settle: 'difference' }));
    const history = historyOf(rules, [
      ['2026-03-10', '7000.00'],
      ['2026-06-10', '20000.00'],
    ]).reversed('s000', '2026-06-20');
    expect(byQuarter(linesOf(history))).toEqual({ 'FY2027-Q1': '0.00', 'FY2027-Q2': '800.00' });
  });
});

describe('A guarantee of 10,000 per quarter, of royalties (Dynamics 365 rebate management)', () => {
  const royalties = [
    ['2026-03-10', '12000.00'],
    ['2026-06-10', '5000.00'],
  ] as const;
  const guaranteed: Formula = {
    op: 'perUnit',
    amount: '10000.00',
    of: { op: 'input', fact: 'quarters', over: 'yearToDate' },
  };
  const topUp = (of: Formula, less: Formula) => orNothing({ op: 'difference', of, less });

  it('58: 12,000 and 5,000, carried over, leave a top-up of 3,000', () => {
    const formula = topUp(guaranteed, netArr('yearToDate'));
    expect(quarters({ formula, settle: 'difference' }, royalties)).toEqual({
      'FY2027-Q1': '0.00',
      'FY2027-Q2': '3000.00',
    });
  });

  it('58: each quarter by itself leaves 5,000', () => {
    const formula = topUp(usd('10000.00'), netArr('quarter'));
    expect(quarters({ formula }, royalties)).toEqual({
      'FY2027-Q1': '0.00',
      'FY2027-Q2': '5000.00',
    });
  });

  it('carried over, sets a top-up that proves too much against the next ones', () => {
    const formula = topUp(guaranteed, netArr('yearToDate'));
    const sold = [
      ['2026-03-10', '5000.00'],
      ['2026-06-10', '12000.00'],
      ['2026-09-10', '4000.00'],
    ] as const;
    expect(quarters({ formula, settle: 'difference' }, sold)).toEqual({
      'FY2027-Q1': '5000.00',
      'FY2027-Q2': '0.00',
      'FY2027-Q3': '4000.00',
    });
  });
});

describe('Growth over the same quarter of the year before (IDCO)', () => {
  const rate: Formula = {
    op: 'tiers',
    of: netArr('quarter'),
    by: { op: 'growth', of: netArr('quarter'), over: netArr('quarterLastYear') },
    tiers: table([
      { from: null, to: '15%', rate: '2.5%' },
      { from: '15%', to: '25%', rate: '3.5%' },
      { from: '25%', to: null, rate: '5%' },
    ]),
  };

  it.each([
    ['455000.00', '11375.00'],
    ['460000.00', '16100.00'],
    ['459999.99', '11500.00'],
    ['500000.00', '25000.00'],
  ])('63: of 400,000 then and %s now gives %s', (now, amount) => {
    const sold = [
      ['2025-03-10', '400000.00'],
      ['2026-03-10', now],
    ] as const;
    expect(quarters({ formula: rate }, sold)).toMatchObject({ 'FY2027-Q1': amount });
  });

  it('has targets of 23% and 33% where list prices have risen, here over the whole year before', () => {
    const targets: Formula = {
      op: 'tiers',
      of: netArr('yearToDate'),
      by: { op: 'growth', of: netArr('yearToDate'), over: netArr('lastYear') },
      tiers: table([
        { from: null, to: '23%', rate: '2.5%' },
        { from: '23%', to: '33%', rate: '3.5%' },
        { from: '33%', to: null, rate: '5%' },
      ]),
    };
    const year = (now: string) => [
      ['2025-03-10', '150000.00'] as const,
      ['2025-12-10', '250000.00'] as const,
      ['2026-03-10', now] as const,
    ];
    const q1 = (now: string) =>
      quarters({ formula: targets, settle: 'difference' }, year(now))['FY2027-Q1'];
    expect([q1('491999.99'), q1('492000.00'), q1('532000.00')]).toEqual([
      '12300.00',
      '17220.00',
      '26600.00',
    ]);
  });
});

describe('What lies above the high-water mark (Microsoft business applications)', () => {
  it('earns 10%: the best quarter before counts, not the last one', () => {
    const above: Formula = {
      op: 'percent',
      rate: '10%',
      of: orNothing({
        op: 'difference',
        of: netArr('quarter'),
        less: netArr('bestQuarterBefore'),
      }),
    };
    const sold = [
      ['2026-03-10', '1000.00'],
      ['2026-06-10', '4000.00'],
      ['2026-09-10', '2500.00'],
      ['2026-12-10', '4500.00'],
    ] as const;
    expect(quarters({ formula: above }, sold)).toEqual({
      'FY2027-Q1': '100.00',
      'FY2027-Q2': '300.00',
      'FY2027-Q3': '0.00',
      'FY2027-Q4': '50.00',
    });
  });
});

describe('What is paid once a year has brought enough', () => {
  it('begins with the sale of the quarter that reaches it, for every sale of that quarter', () => {
    const rate: Formula = {
      op: 'tiers',
      of: netArr('sale'),
      by: netArr('yearToDate'),
      tiers: table([
        { from: '0', to: '10000' },
        { from: '10000', to: null, rate: '3%' },
      ]),
    };
    const rules = programOf(formulaRule({ per: 'sale', formula: rate }));
    const sold = [
      ['2026-03-10', '6000.00'],
      ['2026-06-10', '3000.00'],
      ['2026-06-20', '1000.00'],
    ] as const;
    expect(bySale(linesOf(historyOf(rules, sold)))).toEqual(['0.00', '90.00', '30.00']);
  });
});
