import { formatAmount, fromJson } from '@accord/kernel';
import { calculateEarnings } from './calculate-earnings';
import { History, gitlabRules } from '../../../test/support/history';

/** Services of one partner, approved and attached to one closed sale each. */
function services(netArrs: readonly string[], history = new History().partner('fjord')): History {
  netArrs.forEach((netArr, i) => {
    history
      .deal(`d${i}`, { partnerId: 'fjord', dealType: 'serviceAttach', opportunity: `o${i}` })
      .sale(`s${i}`, { opportunity: `o${i}`, netArr, bookedOn: '2026-03-10' });
  });
  return history;
}

const amounts = ({ events }: History): string[] =>
  calculateEarnings(events).map(({ amount }) => formatAmount(fromJson(amount)));
const total = ({ events }: History): bigint =>
  calculateEarnings(events).reduce((so, { amount }) => so + BigInt(amount.minor), 0n);

describe('The service-attach rebate (GitLab Channel Operations, November 2022)', () => {
  it('gives nothing for a single service of 40,000, and says why', () => {
    const [line, ...others] = calculateEarnings(services(['40000.00']).events);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      amount: { minor: '0', currency: 'USD' },
      rate: '0',
      tier: null,
      zeroReason: '1 service in FY2027-Q1; the first tier starts at 2',
      wouldChange: ['1 service more by 2026-04-30: 2.5%'],
      quarter: 'FY2027-Q1',
      programVersion: 'gitlab@1',
    });
  });

  it('gives 1,000 + 2,500 (capped) + 2,250 = 5,750 for three services', () => {
    const history = services(['40000.00', '120000.00', '90000.00']);
    expect(amounts(history)).toEqual(['1000.00', '2500.00', '2250.00']);
    expect(calculateEarnings(history.events)[1]).toMatchObject({
      rate: '2.5%',
      exact: { numerator: '300000000', denominator: '1000' },
      cap: { minor: '250000' },
      tier: { from: 2, to: 4, count: 3 },
      derivation:
        '3 services in the quarter reach 2.5%; 2.5% of net ARR 120000.00, limited to 2500.00 = 2500.00 USD',
      dueOn: '2026-06-14',
    });
  });

  it('gives 7,500 each, 75,000 in all, for ten services of 150,000', () => {
    const history = services(Array.from({ length: 10 }, () => '150000.00'));
    expect(amounts(history)).toEqual(Array.from({ length: 10 }, () => '7500.00'));
    expect(total(history)).toBe(7_500_000n);
  });

  it('counts the quarter again after a reversal: nine of ten fall to 5 %, 45,000 in all', () => {
    const history = services(Array.from({ length: 10 }, () => '150000.00'));
    history.reversed('s3', '2026-04-02');
    expect(total(history)).toBe(4_500_000n);
    const reversed = calculateEarnings(history.events)[3];
    expect(reversed).toMatchObject({
      amount: { minor: '0' },
      zeroReason: 'The sale was reversed on 2026-04-02',
    });
  });

  it('keeps the tier after a reversal where the program says so: nine at 7.5 %', () => {
    const rules = gitlabRules();
    const incentives = rules.incentives.map((rule) =>
      rule.kind === 'countTierRebate' ? { ...rule, onReversal: 'keepTier' as const } : rule,
    );
    const history = services(
      Array.from({ length: 10 }, () => '150000.00'),
      new History({ ...rules, incentives }).partner('fjord'),
    );
    history.reversed('s3', '2026-04-02');
    expect(total(history)).toBe(6_750_000n);
  });

  it('accepts a service on software that the partner owns and pays nothing for it', () => {
    const history = services(['40000.00', '60000.00']);
    history
      .deal('owned', {
        partnerId: 'fjord',
        dealType: 'serviceAttach',
        opportunity: 'own',
        softwareOwnedByPartner: true,
      })
      .sale('own', { opportunity: 'own', netArr: '90000.00', bookedOn: '2026-03-12' });
    const lines = calculateEarnings(history.events);
    expect(lines.map(({ amount }) => amount.minor)).toEqual(['100000', '150000', '0']);
    expect(lines[0]).toMatchObject({ tier: { count: 2 } });
    expect(lines[2]).toMatchObject({
      zeroReason: 'The partner owns the software: accepted without rebate',
    });
  });

  it('gives nothing to a partner that was neither Select nor PSP on the day of approval', () => {
    const history = services(['40000.00', '60000.00'], new History().partner('fjord', null));
    expect(total(history)).toBe(0n);
    expect(calculateEarnings(history.events)[0]).toMatchObject({
      zeroReason: 'The partner was not Select or PSP on 2026-02-10',
    });
  });

  it('counts each quarter by itself', () => {
    const history = services(['40000.00']);
    history
      .deal('next', { partnerId: 'fjord', dealType: 'serviceAttach', opportunity: 'next' })
      .sale('next', { opportunity: 'next', netArr: '80000.00', bookedOn: '2026-05-01' });
    expect(calculateEarnings(history.events).map(({ quarter }) => quarter)).toEqual([
      'FY2027-Q1',
      'FY2027-Q2',
    ]);
    expect(total(history)).toBe(0n);
  });
});

describe('What would have changed a rebate', () => {
  const wouldChange = ({ events }: History) => calculateEarnings(events)[0]?.wouldChange;

  it('is the number of services that the next tier wants, by the end of the quarter', () => {
    const three = services(['40000.00', '120000.00', '90000.00']);
    expect(wouldChange(three)).toEqual(['2 services more by 2026-04-30: 5%']);
  });

  it('is nothing in the highest tier', () => {
    const ten = services(Array.from({ length: 10 }, () => '150000.00'));
    expect(wouldChange(ten)).toBeUndefined();
  });

  it('is the designation that was wanted, by the day of the approval', () => {
    const undesignated = services(['40000.00'], new History().partner('fjord', null));
    expect(wouldChange(undesignated)).toEqual(['Select or PSP by 2026-02-10']);
  });

  it('is nothing that anybody could do where the sale was reversed', () => {
    expect(wouldChange(services(['40000.00']).reversed('s0', '2026-04-02'))).toBeUndefined();
  });
});
