import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Formula, FormulaInput, Tiers } from './formula';
import { readDocument } from './read-document';

const program = parse(
  readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8'),
);

/** What is said of a program whose only incentive reckons like this. */
function faults(formula: unknown, per = 'quarter', more: object = {}): string[] {
  const incentive = {
    kind: 'formula',
    rule: 'volume-rebate',
    dealType: 'resale',
    per,
    formula,
    illustrative: true,
    requires: { designations: [], tracks: [] },
    due: { quarterEndPlusDays: 45 },
    exclusiveGroup: null,
    ...more,
  };
  const read = readDocument(JSON.stringify({ ...program, incentives: [incentive] }));
  return 'faults' in read
    ? read.faults.map(
        ({ path, message }) => `${path?.replace('incentives.0.formula', '')}: ${message}`,
      )
    : [];
}

const SALES: Formula = { op: 'input', fact: 'sales', over: 'quarter' };
const NET_ARR: Formula = { op: 'input', fact: 'netArr', over: 'quarter' };
const tiers = (of: Formula, boundary: Tiers['boundary'], rows: readonly object[]): object => ({
  op: 'tiers',
  of,
  tiers: { method: 'cumulative', boundary, rows },
});

describe('The tiers of a formula', () => {
  it('are refused as one vendor prints them, 2 to 200 and 5 from 202, naming 201', () => {
    const printed = tiers(SALES, 'integers', [
      { from: '0', to: '200', perUnit: '2.00' },
      { from: '202', to: null, perUnit: '5.00' },
    ]);
    expect(faults(printed)).toEqual([
      '.tiers.rows.1.from: no row has 201: the one before ends at 200',
    ]);
  });

  it('are taken once corrected', () => {
    const corrected = tiers(SALES, 'integers', [
      { from: '0', to: '200', perUnit: '2.00' },
      { from: '201', to: null, perUnit: '5.00' },
    ]);
    expect(faults(corrected)).toEqual([]);
  });

  it.each([
    [
      'overlap',
      [
        ['0', '1000'],
        ['900', null],
      ],
      '.tiers.rows.1.from: two rows have 900: the one before ends at 1000',
    ],
    [
      'end too early',
      [
        ['0', '1000'],
        ['1000', '2500'],
      ],
      '.tiers.rows.1.to: expected null: what lies above has no row',
    ],
    [
      'have no end too early',
      [
        ['0', null],
        ['1000', null],
      ],
      '.tiers.rows.0.to: expected an end',
    ],
    [
      'turn back',
      [
        ['0', '1000'],
        ['1000', '1000'],
        ['1000', null],
      ],
      '.tiers.rows.1.to: expected more than 1000, got 1000',
    ],
    [
      'count what the currency cannot hold',
      [
        ['0', '10.005'],
        ['10.005', null],
      ],
      '.tiers.rows.0.to: expected a money, got "10.005"',
    ],
  ] as const)('are refused where they %s', (_what, bounds, fault) => {
    const rows = bounds.map(([from, to]) => ({ from, to, rate: '1%' }));
    expect(faults(tiers(NET_ARR, 'to', rows))).toContain(fault);
  });

  it('are refused in whole numbers of money, and with a rate on a count', () => {
    const rows = [{ from: '0', to: null, rate: '1%' }];
    expect(faults(tiers(NET_ARR, 'integers', rows))).toEqual([
      '.tiers.boundary: expected "from" or "to": money does not come in whole numbers',
    ]);
    expect(faults(tiers(SALES, 'integers', rows))).toEqual([
      '.tiers.rows.0.rate: expected money here, got number',
    ]);
  });
});

describe('A formula', () => {
  it('gives money', () => {
    expect(faults(SALES)).toEqual([': expected money, got number']);
  });

  it('does not add sales to money', () => {
    expect(faults({ op: 'sum', of: [NET_ARR, SALES] })).toEqual([
      '.of.1: expected money here, got number',
    ]);
  });

  it('of a quarter has no single sale to look at', () => {
    const sale = { ...NET_ARR, over: 'sale' };
    expect(faults(sale)).toEqual(['.over: expected "quarter": the rule is reckoned per quarter']);
    expect(faults(sale, 'sale')).toEqual([]);
  });

  it('has few enough rows for every line to list them', () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      from: String(i * 10),
      to: i === 59 ? null : String((i + 1) * 10),
      rate: '1%',
    }));
    const table = tiers(NET_ARR, 'from', rows);
    expect(faults(table)).toEqual([]);
    expect(faults({ op: 'sum', of: [table, table] })).toEqual([
      ': expected at most 100 rows of tiers in all, got 120',
    ]);
  });

  it('says where something unknown stands', () => {
    const inner = { op: 'percent', rate: '5%', of: { op: 'inpt' } };
    expect(faults(inner)[0]).toMatch(/^\.of\.op: /);
  });
});

describe('What a formula takes from history', () => {
  const year: Formula = { op: 'input', fact: 'netArr', over: 'yearToDate' };
  const perQuarter = (of: Formula): Formula => ({ op: 'perUnit', amount: '10000.00', of });

  it('counts quarters from the start of the year only', () => {
    const counted = (over: FormulaInput['over']) =>
      faults(perQuarter({ op: 'input', fact: 'quarters', over }));
    expect(counted('yearToDate')).toEqual([]);
    expect(counted('lastYear')).toEqual([
      '.of.over: expected "yearToDate": quarters are counted from the start of the year',
    ]);
  });

  it('is of the year so far where earlier settlements are taken from it', () => {
    expect(faults(year, 'quarter', { settle: 'difference' })).toEqual([]);
    expect(faults(NET_ARR, 'quarter', { settle: 'difference' })).toEqual([
      '.over: expected "yearToDate": what was settled before is taken from it',
    ]);
  });

  it('has terms for payments alone, one for each track of the program', () => {
    const terms = ['Select', 'Select', 'Gold'].map((track) => ({ track, months: 12 }));
    expect(faults({ ...NET_ARR, fact: 'paid', terms }).map((f) => f.replace(/: .*/, ''))).toEqual([
      '.terms.1.track',
      '.terms.2.track',
    ]);
    expect(faults({ ...NET_ARR, terms: terms.slice(1, 2) })).toEqual([
      '.terms: expected none: "netArr" is not paid month by month',
    ]);
  });

  it('settles no single sale by difference', () => {
    expect(faults(year, 'sale', { settle: 'difference' })).toEqual([
      'incentives.0.settle: expected "amount": only what is reckoned per quarter has earlier quarters',
    ]);
  });
});

describe('The stacking of rules', () => {
  const rule = (name: string, more: object = {}): object => ({
    kind: 'formula',
    rule: name,
    dealType: 'resale',
    per: 'sale',
    formula: { op: 'percent', rate: '5%', of: { ...NET_ARR, over: 'sale' } },
    illustrative: true,
    requires: { designations: [], tracks: [] },
    due: { quarterEndPlusDays: 45 },
    exclusiveGroup: 'front',
    ...more,
  });
  const found = (incentives: readonly object[], stacking: readonly object[]): string[] => {
    const read = readDocument(JSON.stringify({ ...program, incentives, stacking }));
    return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
  };
  const highest = (...order: string[]): object => ({ group: 'front', mode: 'highest', order });

  it('names every rule of its group once', () => {
    const rules = [rule('a'), rule('b'), rule('c', { exclusiveGroup: null })];
    expect(found(rules, [highest('a', 'b')])).toEqual([]);
    expect(found(rules, [highest('a', 'a')])).toEqual([
      'stacking.0.order.1: "a" stands twice',
      'stacking.0.order: expected "b" among them',
    ]);
    expect(found(rules, [highest('a', 'b', 'c')])).toEqual([
      'stacking.0.order.2: expected a rule of the group "front", got "c"',
    ]);
  });

  it('stands once for a group', () => {
    const twice = [highest('a', 'b'), highest('b', 'a')];
    expect(found([rule('a'), rule('b')], twice)).toEqual([
      'stacking.1.group: "front" stands twice',
    ]);
  });

  it('falls back on a rule of the group where partners choose', () => {
    const election = { group: 'front', mode: 'election', order: ['a', 'b'], otherwise: 'c' };
    expect(found([rule('a'), rule('b')], [election])).toEqual([
      'stacking.0.otherwise: expected one of a, b, got "c"',
    ]);
  });

  it('weighs no rule with a running limit', () => {
    const limited = rule('b', { caps: [{ per: 'quarter', amount: '100.00' }] });
    expect(found([rule('a'), limited], [highest('a', 'b')])).toEqual([
      'stacking.0.order.1: "b" looks beyond the sale: "highest" takes rules of one sale alone',
    ]);
  });

  it('weighs no rule that looks beyond the sale', () => {
    const wide = rule('b', { per: 'quarter', formula: NET_ARR });
    expect(found([rule('a'), wide], [highest('a', 'b')])).toEqual([
      'stacking.0.order.1: "b" looks beyond the sale: "highest" takes rules of one sale alone',
    ]);
  });
});

describe('The limits of a rule', () => {
  const limited = (caps: readonly object[], per = 'sale'): string[] =>
    faults({ ...NET_ARR, over: per }, per, { caps });

  it('are one of each kind, in the currency', () => {
    expect(limited([{ per: 'year', amount: '10000.00' }])).toEqual([]);
    const twice = [
      { per: 'year', amount: '10000.005' },
      { per: 'year', amount: '5000.00' },
    ];
    expect(limited(twice).map((fault) => fault.split(':')[0])).toEqual([
      'incentives.0.caps.0.amount',
      'incentives.0.caps.1.per',
    ]);
  });

  it('are for no deal where a whole quarter is reckoned', () => {
    expect(limited([{ per: 'deal', amount: '1.00' }], 'quarter')).toEqual([
      'incentives.0.caps.0.per: expected no "deal": the rule is reckoned per quarter',
    ]);
  });
});

describe('The scope of a limit', () => {
  const limit = (cap: object, more: object = {}, per = 'sale'): string[] =>
    faults({ ...NET_ARR, over: per }, per, { caps: [{ amount: '1.00', ...cap }], ...more });

  it('is a person where people are paid', () => {
    expect(limit({ per: 'program', among: 'person' }, { payee: 'person' })).toEqual([]);
    expect(limit({ per: 'program', among: 'person' })).toEqual([
      'incentives.0.caps.0.among: expected no "person": the rule pays no person',
    ]);
  });

  it('is all partners where each sale is reckoned', () => {
    expect(limit({ per: 'program', among: 'everybody' })).toEqual([]);
    expect(limit({ per: 'program', among: 'everybody' }, {}, 'quarter')).toEqual([
      'incentives.0.caps.0.among: expected no "everybody": partners` quarters come at the same time',
    ]);
  });

  it('is a measure that the formula looks at, each sale once', () => {
    expect(limit({ per: 'year', on: 'netArr' })).toEqual([]);
    expect(limit({ per: 'year', on: 'annualFees' })).toEqual([
      'incentives.0.caps.0.on: expected a formula that looks at "annualFees" of the sale',
    ]);
    const weighted = { ...NET_ARR, over: 'sale', weights: { premium: '2' } };
    expect(limit({ per: 'year', on: 'netArr' }, { formula: weighted })).toEqual([
      'incentives.0.caps.0.on: "netArr" is weighted: how much of the limit it uses up is not clear',
    ]);
  });

  it('is another one for the same period', () => {
    const caps = [
      { per: 'year', amount: '1.00' },
      { per: 'year', among: 'everybody', amount: '1.00' },
      { per: 'year', on: 'netArr', amount: '1.00' },
      { per: 'year', among: 'partner', on: 'payout', amount: '2.00' },
    ];
    expect(faults({ ...NET_ARR, over: 'sale' }, 'sale', { caps })).toEqual([
      'incentives.0.caps.3.per: "year" stands twice',
    ]);
  });
});

describe('The conditions of a rule', () => {
  const conditions = (eligibility: object): string[] => faults(NET_ARR, 'quarter', { eligibility });

  it('name territories of the program, amounts of its currency, and days in their order', () => {
    expect(
      conditions({
        territories: ['Atlantis'],
        minimums: [{ of: 'value', amount: '1.005' }],
        windows: [{ what: 'booking', after: 'booking', within: { days: 5 } }],
        booked: { from: '2026-03-02', to: '2026-03-01' },
      }).map((fault) => fault.replace(/: .*/, '')),
    ).toEqual([
      'incentives.0.eligibility.territories',
      'incentives.0.eligibility.minimums.0.amount',
      'incentives.0.eligibility.windows.0.after',
      'incentives.0.eligibility.booked.to',
    ]);
  });

  it('name tracks and designations of the program, and each proof once', () => {
    const proof = { milestone: 'signed-sow', within: { months: 6 } };
    expect(
      conditions({ tracks: ['Gold'], designations: ['GSP'], evidence: [proof, proof] }),
    ).toEqual([
      expect.stringMatching(/eligibility\.tracks: expected one of .*got "Gold"$/),
      expect.stringMatching(/eligibility\.designations\.0: expected one of .*got "GSP"$/),
      'incentives.0.eligibility.evidence.1.milestone: "signed-sow" stands twice',
    ]);
    const right = { tracks: ['Select'], designations: ['PSP'], agreementCoversTerritory: true };
    expect(conditions({ ...right, evidence: [proof] })).toEqual([]);
  });

  it('give a window in months or in days, not in both', () => {
    const windows = [{ what: 'booking', after: 'approval', within: { months: 1, days: 5 } }];
    expect(conditions({ windows })).not.toEqual([]);
  });
});

describe('How a rule is paid', () => {
  const paid = (more: object, per = 'sale'): string[] =>
    faults({ ...NET_ARR, over: per }, per, more);
  const stage = { milestone: 'installed', share: '50%', plusDays: 30 };

  it('in stages that make up the whole, each once', () => {
    const invoice = { ...stage, milestone: 'first-invoice' };
    expect(paid({ stages: [invoice, stage] })).toEqual([]);
    expect(paid({ stages: [invoice, { ...stage, share: '49%' }] })).toEqual([
      'incentives.0.stages: expected shares that make 100%, got 50% + 49%',
    ]);
    expect(paid({ stages: [stage, { ...stage, share: '50%' }] })).toEqual([
      'incentives.0.stages.1.milestone: "installed" stands twice',
    ]);
    expect(
      paid({
        stages: [
          { ...stage, share: '100%' },
          { ...invoice, share: '0%' },
        ],
      }),
    ).toEqual(['incentives.0.stages.1.share: expected more than 0%']);
  });

  it('to a person only for a sale, which a quarter has not', () => {
    expect(paid({ payee: 'person', stages: [{ ...stage, share: '100%' }] }, 'quarter')).toEqual([
      'incentives.0.payee: expected no "person": a whole quarter has no seller',
      'incentives.0.stages: expected none: a whole quarter has no delivery',
    ]);
  });

  it('with forms of partners and their people, above an amount of the currency', () => {
    const taxForm = { forms: ['W-9'], above: '600.005' };
    expect(paid({ taxForm, payee: 'distributor' }).map((fault) => fault.split(':')[0])).toEqual([
      'incentives.0.taxForm',
      'incentives.0.taxForm.above',
    ]);
    expect(paid({ taxForm: { forms: [] } })).not.toEqual([]);
  });
});

describe('The budgets of exceptions', () => {
  it('have one name each', () => {
    const exceptions = {
      cutoffDay: 15,
      funding: ['ecosystem', 'ecosystem'],
      due: { quarterStartPlusDays: 45 },
    };
    const read = readDocument(JSON.stringify({ ...program, exceptions }));
    expect('faults' in read && read.faults).toMatchObject([
      { path: 'exceptions.funding.1', message: '"ecosystem" stands twice' },
    ]);
    const funding = ['ecosystem', 'account-team'];
    const right = readDocument(
      JSON.stringify({ ...program, exceptions: { ...exceptions, funding } }),
    );
    expect(right).toHaveProperty('rules');
  });
});

describe('A split between a rebate and a co-op fund (Microsoft)', () => {
  const microsoft = parse(
    readFileSync(join(__dirname, '../../../../samples/microsoft/program.yaml'), 'utf8'),
  );
  const [rule] = microsoft.incentives;
  const split = (more: object, document: object = {}): string[] => {
    const changed = { ...microsoft, ...document, incentives: [{ ...rule, ...more }] };
    const read = readDocument(JSON.stringify(changed));
    return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
  };

  it('accrues the share of the rule`s rate that it says', () => {
    expect(split({})).toEqual([]);
    expect(split({ split: { coop: '50%' } })).toEqual(['coop.rate: expected 50% of 5%, got "2%"']);
    expect(split({ split: { coop: '0%' } })[0]).toBe(
      'incentives.0.split.coop: expected more than 0% and less than 100%, got "0%"',
    );
  });

  it('is of a plain percentage without limits, in a program with co-op funds', () => {
    expect(split({ formula: { op: 'amount', amount: '5.00' } })).toEqual([
      'incentives.0.formula: expected a percentage of "netArr" of the sale: it is split',
    ]);
    expect(split({ caps: [{ per: 'year', amount: '5.00' }] })).toEqual([
      'incentives.0.caps: expected none: the co-op fund has a limit of its own',
    ]);
    expect(split({}, { coop: undefined })).toEqual([
      'incentives.0.split: expected none: the program has no co-op funds',
    ]);
  });
});

describe('What is owed in a quarter without sales', () => {
  const guarantee = { for: 'agreementThroughout' };
  const promised = (over: string): object => ({
    op: 'perUnit',
    amount: '10000.00',
    of: { op: 'input', fact: 'quarters', over },
  });

  it.each(['quarter', 'yearToDate'])(
    'is said by the quarters that it is owed for, over %s',
    (over) => expect(faults(promised(over), 'quarter', { guarantee })).toEqual([]),
  );

  it('rests on no sale, on nobody else than the partner, and on the quarters that it is for', () => {
    const more = {
      guarantee,
      payee: 'distributor',
      split: { coop: '40%' },
      caps: [{ per: 'year', amount: '1.00' }],
      eligibility: { exhibit: 'resale', territories: ['AMER'] },
    };
    const found = faults({ op: 'amount', amount: '10000.00' }, 'quarter', more);
    expect(found).toEqual(
      expect.arrayContaining([
        'incentives.0.payee: expected "partner": a quarter without sales has nobody else to pay',
        'incentives.0.split: expected none: a guarantee is paid whole',
        'incentives.0.caps: expected none: the formula of a guarantee says its limit',
        'incentives.0.eligibility.exhibit: expected none: a quarter without sales has no approval; see "guarantee" and "requires"',
        ': expected the input "quarters": those for which the guarantee is owed',
      ]),
    );
    expect(found.join()).not.toContain('eligibility.territories: expected none');
    expect(faults(promised('yearToDate'), 'sale', { guarantee })).toContain(
      'incentives.0.guarantee: expected none: the rule is reckoned per sale',
    );
  });
});
