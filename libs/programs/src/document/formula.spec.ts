import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Formula, Tiers } from './formula';
import { readDocument } from './read-document';

const program = parse(
  readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8'),
);

/** What is said of a program whose only incentive reckons like this. */
function faults(formula: unknown, per = 'quarter'): string[] {
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

  it('weighs no rule that looks beyond the sale', () => {
    const wide = rule('b', { per: 'quarter', formula: NET_ARR });
    expect(found([rule('a'), wide], [highest('a', 'b')])).toEqual([
      'stacking.0.order.1: "b" looks beyond the sale: "highest" takes rules of one sale alone',
    ]);
  });
});
