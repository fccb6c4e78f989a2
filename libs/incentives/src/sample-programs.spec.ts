import { isoDate, plusMonths } from '@accord/kernel';
import { History } from '../../../test/support/history';
import { rulesOf } from '../../../test/support/sample-rules';
import { historyOf } from '../../../test/support/formula-history';
import { byQuarter, bySale, linesOf } from './spec-support/lines';

describe('IDCO: growth over the year before, from the first dollar', () => {
  it('settles 2.5% until the year has grown by 25%, and then what is missing to 5%', () => {
    const history = historyOf(rulesOf('idco'), [
      ['2025-05-10', '400000.00', 'commercial'],
      ['2026-02-10', '300000.00', 'commercial'],
      ['2026-05-10', '155000.00', 'commercial'],
      ['2026-08-10', '15000.00', 'commercial'],
      ['2026-11-10', '30000.00', 'commercial'],
    ]);
    // 63: through 455,000, 470,000 and 500,000 it comes to 11,375, 16,450 and 25,000.
    expect(byQuarter(linesOf(history))).toEqual({
      'FY2025-Q2': '10000.00',
      'FY2026-Q1': '7500.00',
      'FY2026-Q2': '3875.00',
      'FY2026-Q3': '5075.00',
      'FY2026-Q4': '8550.00',
    });
  });

  it('says how much more would have grown into the next tier, and by when', () => {
    const through = (netArr: string) =>
      linesOf(
        historyOf(rulesOf('idco'), [
          ['2025-05-10', '400000.00', 'commercial'],
          ['2026-05-10', netArr, 'commercial'],
        ]),
      ).at(-1)?.wouldChange;
    expect(through('455000.00')).toEqual(['5000.00 USD more net ARR by 2026-06-30: 3.5%']);
    expect(through('459999.99')).toEqual(['0.01 USD more net ARR by 2026-06-30: 3.5%']);
    expect(through('460000.00')).toEqual(['40000.00 USD more net ARR by 2026-06-30: 5%']);
    expect(through('500000.00')).toBeUndefined();
  });

  it('leaves business with governments out of sales and growth', () => {
    const lines = linesOf(
      historyOf(rulesOf('idco'), [
        ['2026-02-10', '300000.00', 'commercial'],
        ['2026-02-11', '300000.00', 'government'],
      ]),
    );
    expect(bySale(lines)).toEqual(['7500.00', '0.00']);
  });
});

describe('Lenovo', () => {
  const growth = (now: string, family: string) =>
    linesOf(
      historyOf(rulesOf('lenovo'), [
        ['2025-05-10', '800000.00'],
        ['2026-05-10', now, family],
      ]),
    )
      .filter(({ rule, quarter }) => rule === 'growth-rebate' && quarter === 'FY2027-Q1')
      .map(({ amount }) => amount.minor);

  it('66: pays 0.25% of 1,000,000 at the first target and 0.5% at the second', () => {
    const rules = rulesOf('lenovo');
    const paid = (before: string) =>
      linesOf(
        historyOf(rules, [
          ['2025-05-10', before],
          ['2026-05-10', '1000000.00'],
        ]),
      ).find(({ lineId }) => lineId === 'growth-rebate:d001:s001')?.amount.minor;
    expect([paid('900000.00'), paid('833333.33'), paid('909090.91')]).toEqual([
      '250000',
      '500000',
      '0',
    ]);
  });

  it('counts accelerator products double toward a target, once for the rebate', () => {
    expect(growth('480000.00', 'ordinary')).toEqual(['0']);
    expect(growth('480000.00', 'accelerator')).toEqual(['240000']);
  });

  it('pays the 5% that the partner chose when it nominated', () => {
    const history = new History(rulesOf('lenovo'))
      .partner('fjord')
      .deal('d', {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity: 'o',
        bonuses: ['back-end'],
      })
      .sale('s', { opportunity: 'o', netArr: '40000.00', bookedOn: '2026-03-10' });
    const nominated = linesOf(history).filter(({ rule }) => rule !== 'growth-rebate');
    expect(nominated.map(({ rule, amount }) => [rule, amount.minor])).toEqual([
      ['back-end', '200000'],
      ['up-front', '0'],
    ]);
  });
});

describe('Microsoft: seats above the high-water mark', () => {
  it('earn until the year’s limit is used up', () => {
    const history = new History(rulesOf('microsoft-seats')).partner('fjord');
    const seats = [
      ['2026-07-10', 1_000],
      ['2026-10-10', 600],
      ['2027-01-10', 1_500],
      ['2027-04-10', 2_600],
      ['2027-07-10', 2_700],
    ] as const;
    seats.forEach(([bookedOn, units], i) => {
      history
        .deal(`d${i}`, {
          partnerId: 'fjord',
          dealType: 'resale',
          opportunity: `o${i}`,
          units,
          registeredOn: bookedOn,
        })
        .sale(`s${i}`, { opportunity: `o${i}`, bookedOn });
    });
    expect(byQuarter(linesOf(history))).toEqual({
      'FY2027-Q1': '10000.00',
      'FY2027-Q2': '0.00',
      'FY2027-Q3': '5000.00',
      'FY2027-Q4': '5000.00',
      'FY2028-Q1': '1000.00',
    });
  });
});

describe('GitLab in 2020: up to three services on a sale', () => {
  it('24: of 8,000, 9,500 and 12,000 on 200,000 two earn 10,000 together, within twelve months', () => {
    const history = new History(rulesOf('gitlab-2020')).partner('fjord');
    history.sale('s', { opportunity: 'o', netArr: '200000.00', bookedOn: '2026-02-10' });
    const services = [
      ['8000.00', '2026-03-10'],
      ['9500.00', '2026-04-10'],
      ['12000.00', '2027-02-10'],
      ['20000.00', '2027-02-11'],
    ] as const;
    services.forEach(([value, registeredOn], i) => {
      const service = { partnerId: 'fjord', dealType: 'resale', opportunity: 'o' } as const;
      history.deal(`d${i}`, { ...service, value, registeredOn });
    });
    const lines = linesOf(history);
    expect(bySale(lines)).toEqual(['5000.00', '0.00', '5000.00', '0.00']);
    expect(lines[3]?.zeroReason).toBe('registration on 2027-02-11, after 2027-02-10');
  });
});

describe('HubSpot: 20% of what a customer pays, as long as the partner’s level lasts', () => {
  /** 40 months of 1,000 each, from the day of the booking. */
  function paying(track: string): History {
    const history = new History(rulesOf('hubspot'))
      .partner('fjord')
      .onTrack('fjord', track, '2026-01-05')
      .deal('d', { partnerId: 'fjord', dealType: 'lead', opportunity: 'o' })
      .sale('s', { opportunity: 'o', annualFees: '12000.00', bookedOn: '2026-02-28' });
    for (let month = 0; month < 40; month += 1) {
      history.paid('s', '1000.00', plusMonths(isoDate('2026-02-28'), month));
    }
    return history;
  }

  it.each([
    ['Solutions', '7200.00'],
    ['Provider', '2400.00'],
  ])('77: %s earns %s', (track, amount) => {
    expect(bySale(linesOf(paying(track)))).toEqual([amount]);
  });

  it('77: a fall to the lower level ends a term after 12 months from the sale', () => {
    const fallen = (on: string) =>
      bySale(linesOf(paying('Solutions').onTrack('fjord', 'Provider', on)));
    expect([fallen('2026-06-01'), fallen('2027-12-01')]).toEqual([['2400.00'], ['4400.00']]);
  });
});
