import { formatAmount, fromJson, isoDate } from '@accord/kernel';
import type { FormulaRule } from '@accord/programs';
import { History, gitlabRules } from '../../../test/support/history';
import { calculateEarnings } from './calculate-earnings';

/** GitLab's program with one formula in the place of its incentives. */
const rules = (rule: Pick<FormulaRule, 'per' | 'formula' | 'payee' | 'caps'>) => ({
  ...gitlabRules(),
  incentives: [
    {
      kind: 'formula' as const,
      rule: 'volume-rebate',
      dealType: 'resale',
      illustrative: true,
      requires: { designations: [], tracks: [] },
      due: { quarterEndPlusDays: 45 },
      exclusiveGroup: null,
      ...rule,
    },
  ],
});

function sold(history: History, netArrs: readonly string[], families: readonly string[] = []) {
  netArrs.forEach((netArr, i) => {
    const productFamily = families[i] ?? 'Premium';
    history
      .deal(`d${i}`, {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity: `o${i}`,
        productFamily,
      })
      .sale(`s${i}`, { opportunity: `o${i}`, netArr, bookedOn: '2026-03-10' });
  });
  return history;
}

const amounts = ({ events }: History): string[] =>
  calculateEarnings(events).map(({ amount }) => formatAmount(fromJson(amount)));

describe('A rebate of 10% to 1,000 and 25% beyond, on the quarter of a partner', () => {
  const steppedRule: Parameters<typeof rules>[0] = {
    per: 'quarter',
    formula: {
      op: 'tiers',
      of: { op: 'input', fact: 'netArr', over: 'quarter' },
      tiers: {
        method: 'stepped',
        boundary: 'to',
        rows: [
          { from: '0', to: '1000', rate: '10%' },
          { from: '1000', to: null, rate: '25%' },
        ],
      },
    },
  };
  const stepped = (): History => new History(rules(steppedRule)).partner('fjord');

  it('is 350.00 on 2,000, shared out over the sales by what each brought', () => {
    expect(amounts(sold(stepped(), ['600.00', '600.00', '800.00']))).toEqual([
      '105.00',
      '105.00',
      '140.00',
    ]);
  });

  it('loses no cent in the sharing: 350.00 over seven sales', () => {
    const history = sold(stepped(), [...Array.from({ length: 6 }, () => '300.00'), '200.00']);
    const cents = calculateEarnings(history.events).map(({ amount }) => BigInt(amount.minor));
    expect(cents).toEqual([5250n, 5250n, 5250n, 5250n, 5250n, 5250n, 3500n]);
  });

  it('says what more would have earned: a cent beyond 1,000, which still belong to the first tier', () => {
    const more = (netArr: string) =>
      calculateEarnings(sold(stepped(), [netArr]).events)[0]?.wouldChange;
    expect(more('800.00')).toEqual(['200.01 USD more net ARR by 2026-04-30: 25%']);
    expect(more('1000.00')).toEqual(['0.01 USD more net ARR by 2026-04-30: 25%']);
    expect(more('1000.01')).toBeUndefined();
  });

  it('says nothing of more sales where a limit leaves nothing for them', () => {
    const limited = { ...steppedRule, caps: [{ per: 'year' as const, amount: '80.00' }] };
    const at = (netArr: string) =>
      calculateEarnings(sold(new History(rules(limited)).partner('fjord'), [netArr]).events).map(
        ({ amount, wouldChange }) => [formatAmount(fromJson(amount)), wouldChange],
      );
    expect(at('800.00')).toEqual([['80.00', undefined]]);
    expect(at('799.00')).toEqual([['79.90', ['201.01 USD more net ARR by 2026-04-30: 25%']]]);
  });

  it('is reckoned again without a sale that was reversed', () => {
    const history = sold(stepped(), ['600.00', '600.00', '800.00']).reversed('s2', '2026-03-20');
    const lines = calculateEarnings(history.events);
    expect(lines.map(({ amount }) => amount.minor)).toEqual(['7500', '7500', '0']);
    expect(lines[2]?.zeroReason).toBe('The sale was reversed on 2026-03-20');
  });

  it('keeps every step with the line, and what the whole quarter came to', () => {
    const [line] = calculateEarnings(sold(stepped(), ['1200.00', '800.00']).events);
    expect(line).toMatchObject({
      rate: null,
      exact: { numerator: '35000', denominator: '1' },
      share: { of: { minor: '35000', currency: 'USD' }, sales: 2 },
      dueOn: '2026-06-14',
      derivation:
        'volume-rebate of FY2027-Q1 gives 350.00 for 2 sales; by its net ARR 1200.00 this one has 210.00 USD',
      steps: {
        step: { op: 'tiers', tiers: { method: 'stepped', boundary: 'to' } },
        value: { unit: 'money', exact: '35000/1' },
        parts: [
          { step: { op: 'input' }, value: { exact: '200000/1' } },
          { step: { op: 'row', row: { rate: '10%' } }, value: { exact: '10000/1' } },
          { step: { op: 'row', row: { rate: '25%' } }, value: { exact: '25000/1' } },
        ],
      },
    });
  });
});

describe('A rate that the quarter sets and each sale earns', () => {
  const perSale = (): History =>
    new History(
      rules({
        per: 'sale',
        formula: {
          op: 'tiers',
          of: { op: 'input', fact: 'netArr', over: 'sale' },
          by: { op: 'input', fact: 'sales', over: 'quarter' },
          tiers: {
            method: 'cumulative',
            boundary: 'integers',
            rows: [
              { from: '0', to: '1' },
              { from: '2', to: '4', rate: '2.5%' },
              { from: '5', to: null, rate: '5%' },
            ],
          },
        },
      }),
    ).partner('fjord');

  it('gives nothing for a single sale, and says so', () => {
    const [line] = calculateEarnings(sold(perSale(), ['40000.00']).events);
    expect(line).toMatchObject({
      amount: { minor: '0' },
      zeroReason: 'The formula gives nothing here',
    });
  });

  it('gives 2.5% of each of three and 5% of each of five, rounded once per line', () => {
    expect(amounts(sold(perSale(), ['40000.00', '120000.01', '90000.00']))).toEqual([
      '1000.00',
      '3000.00',
      '2250.00',
    ]);
    expect(
      amounts(
        sold(
          perSale(),
          Array.from({ length: 5 }, () => '3.33'),
        ),
      ),
    ).toEqual(Array.from({ length: 5 }, () => '0.17'));
  });
});

describe('A target to which some products count double (Lenovo Data Center)', () => {
  const target = (): History =>
    new History(
      rules({
        per: 'quarter',
        formula: {
          op: 'tiers',
          of: { op: 'input', fact: 'netArr', over: 'quarter' },
          by: { op: 'input', fact: 'netArr', over: 'quarter', weights: { Ultimate: '2' } },
          tiers: {
            method: 'cumulative',
            boundary: 'from',
            rows: [
              { from: '0', to: '100000' },
              { from: '100000', to: null, rate: '1%' },
            ],
          },
        },
      }),
    ).partner('fjord');

  it('is missed by 60,000 of ordinary products and reached where 40,000 of them count double', () => {
    expect(amounts(sold(target(), ['30000.00', '30000.00']))).toEqual(['0.00', '0.00']);
    expect(amounts(sold(target(), ['20000.00', '40000.00'], ['Premium', 'Ultimate']))).toEqual([
      '200.00',
      '400.00',
    ]);
  });
});

describe('What is paid to the distributor of a two-tier deal', () => {
  const deal = (distributorId?: string) => {
    const history = new History(
      rules({
        per: 'sale',
        payee: 'distributor',
        formula: { op: 'percent', rate: '2%', of: { op: 'input', fact: 'netArr', over: 'sale' } },
      }),
    )
      .partner('fjord')
      .deal('d', {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity: 'o',
        ...(distributorId !== undefined && { distributorId }),
      })
      .sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn: '2026-03-10' });
    return calculateEarnings(history.events)[0];
  };

  it('stands as the distributor`s line, for the deal of its reseller', () => {
    expect(deal('harbour')).toMatchObject({
      partnerId: 'harbour',
      dealId: 'd',
      amount: { minor: '2000' },
    });
  });

  it('is nothing where the deal has none', () => {
    expect(deal()).toMatchObject({
      partnerId: 'fjord',
      amount: { minor: '0' },
      zeroReason: 'It is paid to the distributor; the deal has none',
    });
  });
});

describe('A quarter with sales of deals that were approved under two versions of a program', () => {
  const percent = (rate: string, per: 'quarter' | 'sale' = 'quarter') =>
    rules({
      per,
      formula: { op: 'percent', rate, of: { op: 'input', fact: 'netArr', over: per } },
    });
  /** 2.5%, and other terms from May on; a deal of each version is sold in the same quarter. */
  const changing = (later: ReturnType<typeof percent>): History =>
    new History(percent('2.5%'))
      .published({ ...later, effectiveFrom: isoDate('2026-05-01') }, 2)
      .partner('fjord')
      .deal('a', {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity: 'a',
        approvedOn: '2026-04-20',
      })
      .deal('b', {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity: 'b',
        approvedOn: '2026-05-03',
      })
      .sale('a', { opportunity: 'a', netArr: '1000.00', bookedOn: '2026-05-02' })
      .sale('b', { opportunity: 'b', netArr: '100000.00', bookedOn: '2026-05-10' });
  const told = (history: History) =>
    calculateEarnings(history.events).map(({ programVersion, amount, derivation }) => [
      programVersion,
      formatAmount(fromJson(amount)),
      derivation,
    ]);

  it('pays each by its own: 2.5% of 1,000 and 5% of 100,000', () => {
    expect(told(changing(percent('5%')))).toEqual([
      [
        'gitlab@1',
        '25.00',
        'volume-rebate of FY2027-Q2 gives 2525.00 for 2 sales; by its net ARR 1000.00 this one has 25.00 USD',
      ],
      [
        'gitlab@2',
        '5000.00',
        'volume-rebate of FY2027-Q2 gives 5050.00 for 2 sales; by its net ARR 100000.00 this one has 5000.00 USD',
      ],
    ]);
  });

  it('limits each by its own limit, and takes from it what each had', () => {
    const [rule] = percent('5%').incentives;
    if (!rule) throw new Error('no rule');
    const limited = {
      ...percent('5%'),
      incentives: [{ ...rule, caps: [{ per: 'year' as const, amount: '2020.00' }] }],
    };
    const history = changing(limited)
      .deal('c', {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity: 'c',
        approvedOn: '2026-08-03',
      })
      .sale('c', { opportunity: 'c', netArr: '1000.00', bookedOn: '2026-08-03' });
    // 2,020.00 for 101,000, of which 100,000 have 2,000.00; 20.00 are left for the next quarter.
    expect(told(history).map(([, amount]) => amount)).toEqual(['25.00', '2000.00', '20.00']);
  });

  it('pays nothing twice where the later version pays for each sale', () => {
    expect(told(changing(percent('5%', 'sale'))).map(([, amount]) => amount)).toEqual([
      '25.00',
      '5000.00',
    ]);
  });
});
