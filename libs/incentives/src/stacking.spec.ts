import { formatAmount, fromJson } from '@accord/kernel';
import type { FormulaRule, StackingGroup } from '@accord/programs';
import { History, gitlabRules } from '../../../test/support/history';
import { linesOf } from './spec-support/lines';

const percent = (rule: string, rate: string, group = 'front'): FormulaRule => ({
  kind: 'formula',
  rule,
  dealType: 'resale',
  per: 'sale',
  formula: { op: 'percent', rate, of: { op: 'input', fact: 'netArr', over: 'sale' } },
  illustrative: true,
  requires: { designations: [], tracks: [] },
  due: { quarterEndPlusDays: 45 },
  exclusiveGroup: group,
});

/** What each rule gives on one sale of 1,000.00. */
function earned(
  incentives: readonly FormulaRule[],
  stacking?: readonly StackingGroup[],
  bonuses: readonly string[] = [],
) {
  const rules = {
    ...gitlabRules(),
    incentives: [...incentives],
    ...(stacking && { stacking: [...stacking] }),
  };
  const history = new History(rules)
    .partner('fjord')
    .deal('d', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o', bonuses })
    .sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn: '2026-03-10' });
  return linesOf(history);
}

const amounts = (lines: ReturnType<typeof earned>): Record<string, string> =>
  Object.fromEntries(lines.map(({ rule, amount }) => [rule, formatAmount(fromJson(amount))]));

describe('A cascade (Dynamics 365 rebate management, reduction principle)', () => {
  const incentives = [
    percent('deal-1', '10%'),
    percent('deal-2', '15%'),
    percent('deal-3', '20%'),
    percent('deal-4', '25%'),
  ];
  /** Deals 3 and 4 feel what came before; deal 2 is not felt. */
  const row = (n: string) => ({
    rule: `deal-${n}`,
    reducedByPrior: n === '3' || n === '4',
    reducesLater: n !== '2',
  });

  it.each([
    ['1234', ['100.00', '150.00', '180.00', '180.00'], '610.00'],
    ['4321', ['100.00', '150.00', '150.00', '250.00'], '650.00'],
    ['3214', ['100.00', '150.00', '200.00', '175.00'], '625.00'],
    ['2413', ['100.00', '150.00', '130.00', '250.00'], '630.00'],
  ])('in the order %s gives %j: %s in all', (order, each, total) => {
    const stacking = { group: 'front', mode: 'cascade' as const, order: [...order].map(row) };
    const lines = earned(incentives, [stacking]);
    expect(lines.map(({ amount }) => formatAmount(fromJson(amount)))).toEqual(each);
    const cents = lines.reduce((so, { amount }) => so + BigInt(amount.minor), 0n);
    expect(`${cents / 100n}.00`).toBe(total);
  });

  it('takes nothing from what is counted in units, and names no line that gave nothing', () => {
    const perUnit: FormulaRule = {
      ...percent('deal-3', '1%'),
      formula: {
        op: 'perUnit',
        amount: '5.00',
        of: { op: 'input', fact: 'sales', over: 'sale' },
      },
    };
    const none: FormulaRule = {
      ...percent('deal-1', '1%'),
      eligibility: { territories: ['EMEA'] },
    };
    const lines = earned(
      [none, percent('deal-2', '15%'), perUnit, percent('deal-4', '10%')],
      [
        {
          group: 'front',
          mode: 'cascade' as const,
          order: ['deal-1', 'deal-2', 'deal-3', 'deal-4'].map((rule) => ({
            rule,
            reducedByPrior: true,
            reducesLater: true,
          })),
        },
      ],
    );
    expect(amounts(lines)).toEqual({
      'deal-1': '0.00',
      'deal-2': '150.00',
      'deal-3': '5.00',
      'deal-4': '84.50',
    });
    expect(JSON.stringify(lines.find(({ rule }) => rule === 'deal-2')?.steps)).not.toContain(
      'deal-1',
    );
  });

  it('says in the steps what was taken from the measure, and for which lines', () => {
    const stacking = { group: 'front', mode: 'cascade' as const, order: [...'1234'].map(row) };
    const fourth = earned(incentives, [stacking])[3];
    expect(fourth?.steps).toMatchObject({
      step: { op: 'percent', rate: '25%' },
      parts: [
        {
          step: { op: 'difference' },
          value: { exact: '72000/1' },
          parts: [
            { step: { op: 'input' }, value: { exact: '100000/1' } },
            {
              step: { op: 'prior', lines: ['deal-1:d:s', 'deal-3:d:s'] },
              value: { exact: '28000/1' },
            },
          ],
        },
      ],
    });
  });

  it('of 2% and then 5% gives 20 + 49 = 69, where both on the full price give 70 (Oracle)', () => {
    const two = [percent('first', '2%'), percent('second', '5%')];
    const order = ['first', 'second'].map((rule) => ({
      rule,
      reducedByPrior: true,
      reducesLater: true,
    }));
    expect(amounts(earned(two, [{ group: 'front', mode: 'cascade', order }]))).toEqual({
      first: '20.00',
      second: '49.00',
    });
    const independent = two.map((rule) => ({ ...rule, exclusiveGroup: null }));
    expect(amounts(earned(independent))).toEqual({ first: '20.00', second: '50.00' });
  });
});

describe('Rules of which only the highest counts', () => {
  const stacking = (...order: string[]): StackingGroup[] => [
    { group: 'front', mode: 'highest', order },
  ];

  it('pay by the one that gives most, and say which', () => {
    const lines = earned([percent('a', '5%'), percent('b', '8%')], stacking('a', 'b'));
    expect(amounts(lines)).toEqual({ a: '0.00', b: '80.00' });
    expect(lines[0]?.zeroReason).toBe('Only the highest counts: "b" gives 80.00 USD');
  });

  it('pay by the first in their order where they give the same', () => {
    const both = [percent('a', '5%'), percent('b', '5%')];
    expect(amounts(earned(both, stacking('b', 'a')))).toEqual({ a: '0.00', b: '50.00' });
  });
});

describe('Rules of which the first pays', () => {
  const both = [percent('a', '5%'), percent('b', '8%')];

  it('follow the document where it gives no order', () => {
    expect(amounts(earned(both))).toEqual({ a: '50.00', b: '0.00' });
  });

  it('follow their own order where it does', () => {
    const stacking = [{ group: 'front', mode: 'first' as const, order: ['b', 'a'] }];
    expect(amounts(earned(both, stacking))).toEqual({ a: '0.00', b: '80.00' });
  });
});

describe('Points that add up', () => {
  const three = [percent('new', '25%'), percent('rival', '15%'), percent('cloud', '5%')];
  const additive = (atMost: string | null, ...order: string[]): StackingGroup[] => [
    { group: 'front', mode: 'additive', order, atMost },
  ];

  it('each pay on the whole sale', () => {
    const all = additive(null, 'new', 'rival', 'cloud');
    expect(amounts(earned(three, all))).toEqual({ new: '250.00', rival: '150.00', cloud: '50.00' });
  });

  it('pay no more than their limit together, in their order', () => {
    const limited = additive('30%', 'rival', 'new', 'cloud');
    expect(amounts(earned(three, limited))).toEqual({
      new: '150.00',
      rival: '150.00',
      cloud: '0.00',
    });
  });
});

describe('Rules among which the registration chooses (Lenovo)', () => {
  const both = [percent('up-front', '5%'), percent('back-end', '6%')];
  const election = (otherwise: string | null): StackingGroup[] => [
    { group: 'front', mode: 'election', order: ['up-front', 'back-end'], otherwise },
  ];

  it('pay by the one chosen, which excludes the other', () => {
    const lines = earned(both, election('up-front'), ['back-end']);
    expect(amounts(lines)).toEqual({ 'up-front': '0.00', 'back-end': '60.00' });
    expect(lines.find(({ rule }) => rule === 'up-front')).toMatchObject({
      zeroReason: 'The registration stands under "back-end", which excludes this',
      wouldChange: ['"up-front" chosen with the registration'],
    });
  });

  it('pay without a choice as the program says', () => {
    expect(amounts(earned(both, election('up-front')))).toEqual({
      'up-front': '50.00',
      'back-end': '0.00',
    });
    const none = earned(both, election(null));
    expect(amounts(none)).toEqual({ 'up-front': '0.00', 'back-end': '0.00' });
    expect(none[0]?.zeroReason).toBe('The registration chose none of up-front, back-end');
  });
});

describe('Independent rules', () => {
  it('each pay, whatever the others give', () => {
    const order = ['a', 'b'];
    const both = [percent('a', '5%'), percent('b', '8%')];
    expect(amounts(earned(both, [{ group: 'front', mode: 'independent', order }]))).toEqual({
      a: '50.00',
      b: '80.00',
    });
  });
});
