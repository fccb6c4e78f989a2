import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fund } from './fund';
import type { FundEvent } from './fund.events';
import { FundStory, on, ratesOf, rulesOf } from './spec-support/fund-story';

const plastpro = readFileSync(join(__dirname, '../../../samples/plastpro/program.yaml'), 'utf8');
const programWith = (conversion: string, coop = '') =>
  rulesOf(`${plastpro.replace('coop:\n', `coop:\n${coop}`)}\n${conversion}\n`);
const AT_BOOKING = 'conversion: { source: ecb, rateOn: booking, maxAgeDays: 5 }';
const AT_END = 'conversion: { source: ecb, rateOn: quarterEnd, maxAgeDays: 5 }';
const MARCH_10 = ratesOf(['2026-03-10', { USD: '1.0389', JPY: '163.06' }]);
const last = (story: FundStory) => story.events.at(-1)?.data;

describe('A booking in another currency than the program`s', () => {
  it('adds to the fund in the program`s currency, by the rate of its day, rounded once', () => {
    const story = new FundStory(programWith(AT_BOOKING));
    const euros = { code: 'EUR', rates: MARCH_10 };
    expect(story.accrue('S-1', '1000.00', '2026-03-12', euros)).toEqual([
      'FundOpened',
      'CoopAccrued',
    ]);
    // 1% of 1,000.00 EUR, at 1.0389 USD for one EUR: 10.389.
    expect(story.balances).toEqual({ allocated: '10.39', available: '10.39' });
    expect(story.events[0]?.data).toMatchObject({ currency: 'USD' });
    expect(last(story)).toMatchObject({
      base: { minor: '100000', currency: 'EUR' },
      amount: { minor: '1039', currency: 'USD' },
      exact: '10389/10',
      conversion: {
        source: 'ecb',
        day: '2026-03-12',
        from: 'EUR',
        to: 'USD',
        rate: { publication: 'ecb/2026-03-10/1', quotes: { USD: '1.0389' }, factor: '10389/10000' },
      },
    });
  });

  it('meets a cap in the program`s currency: yen have no cents', () => {
    const story = new FundStory(programWith(AT_BOOKING, "  cap: '8500.00'\n"));
    const yen = { code: 'JPY', rates: MARCH_10 };
    // 193,770 JPY are 1,234.5618… USD.
    story.accrue('S-1', '193770', '2026-03-10', yen);
    expect(story.balances).toMatchObject({ allocated: '12.35' });
    story.accrue('S-2', '900000000', '2026-03-10', yen);
    expect(story.balances).toMatchObject({ allocated: '8500.00' });
  });

  it.each([
    ['there is none', ratesOf(), 'No rate of "ecb" on or before 2026-03-10'],
    ['it is too old', ratesOf(['2026-03-04', { USD: '1.1' }]), 'more than 5 days old'],
    ['it has none of it', ratesOf(['2026-03-10', { CHF: '1' }]), 'has no rate of USD'],
  ])('adds nothing while %s, says so once, and adds when the rate has come', (_w, rates, why) => {
    const story = new FundStory(programWith(AT_BOOKING));
    const sold = ['S-1', '1000.00', '2026-03-10'] as const;
    expect(story.accrue(...sold, { code: 'EUR', rates })).toEqual(['FundOpened', 'CoopNotAccrued']);
    expect(last(story)).toMatchObject({
      awaits: { source: 'ecb', day: '2026-03-10', from: 'EUR', to: 'USD' },
      why: expect.stringContaining(why),
    });
    expect(story.balances).toEqual({});
    expect(story.accrue(...sold, { code: 'EUR', rates })).toEqual([]);
    expect(story.accrue(...sold, { code: 'EUR', rates: MARCH_10 })).toEqual(['CoopAccrued']);
    expect(story.accrue(...sold, { code: 'EUR', rates: MARCH_10 })).toEqual([]);
    expect(story.balances).toEqual({ allocated: '10.39', available: '10.39' });
  });

  it('adds nothing when it was undone before the rate came', () => {
    const story = new FundStory(programWith(AT_BOOKING));
    story.accrue('S-1', '1000.00', '2026-03-10', { code: 'EUR' });
    expect(story.undo('S-1', '2026-03-11')).toEqual(['CoopTakenBack']);
    const euros = { code: 'EUR', rates: MARCH_10 };
    expect(story.accrue('S-1', '1000.00', '2026-03-10', euros)).toEqual([]);
    expect(story.balances).toEqual({});
  });

  it('adds nothing where the program does not convert, and says so', () => {
    const story = new FundStory(programWith(''));
    story.accrue('S-1', '1000.00', '2026-03-10', { code: 'EUR', rates: MARCH_10 });
    const why = 'The booking is in EUR; the program counts in USD';
    expect(last(story)).toMatchObject({ awaits: null, why });
    expect(story.balances).toEqual({});
  });

  it('waits for the quarter`s end where the program takes its rate', () => {
    const story = new FundStory(programWith(AT_END));
    const sold = ['S-1', '1000.00', '2026-03-30'] as const;
    story.accrue(...sold, { code: 'EUR', rates: ratesOf(['2026-03-30', { USD: '1.1' }]) });
    expect(last(story)).toMatchObject({ why: 'The rate is that of 2026-03-31' });
    story.accrue(...sold, { code: 'EUR', rates: ratesOf(['2026-03-31', { USD: '1.25' }]) });
    expect(story.balances).toMatchObject({ allocated: '12.50' });
  });
});

describe('A booking whose rate is corrected', () => {
  const sold = ['S-1', '1000.00', '2026-03-12'] as const;
  const at = (dollars: string) => ({
    code: 'EUR',
    rates: ratesOf(['2026-03-10', { USD: dollars }]),
  });
  const accrued = (coop = ''): FundStory => {
    const story = new FundStory(programWith(AT_BOOKING, coop));
    story.accrue(...sold, at('1.0389'));
    return story;
  };

  it('adds the difference to the fund, once, and says by which word of the source', () => {
    const story = accrued();
    const corrected = at('1.0894').rates.map((one) => ({
      ...one,
      publication: 'ecb/2026-03-10/2',
    }));
    const by = { code: 'EUR', rates: corrected };
    expect(story.revise(...sold, by)).toEqual(['CoopRevised']);
    // 1% of 1,000.00 EUR at 1.0894 USD: 10.894, of which 10.39 were there.
    expect(story.balances).toEqual({ allocated: '10.89', available: '10.89' });
    expect(last(story)).toMatchObject({
      was: { minor: '1039' },
      accrued: { minor: '1089' },
      effect: 'added',
      amount: { minor: '50' },
      exact: '5447/5',
      conversion: { rate: { publication: 'ecb/2026-03-10/2', factor: '5447/5000' } },
    });
    expect(story.revise(...sold, by)).toEqual([]);
    expect(story.undo('S-1', '2026-04-01')).toEqual(['CoopTakenBack']);
    expect(story.balances).toEqual({});
  });

  it('takes the difference out, and owes what is spent', () => {
    const story = accrued();
    expect(story.revise(...sold, at('1.0001'))).toEqual(['CoopRevised']);
    expect(story.balances).toEqual({ allocated: '10.00', available: '10.00' });
    expect(last(story)).toMatchObject({
      effect: 'taken',
      amount: { minor: '39' },
      owed: { minor: '0' },
    });
    story.cut('9.00', '2026-03-20');
    expect(story.revise(...sold, at('0.5'))).toEqual(['CoopRevised']);
    expect(story.balances).toEqual({});
    expect(last(story)).toMatchObject({ amount: { minor: '100' }, owed: { minor: '400' } });
    expect(story.revise(...sold, at('0.6'))).toEqual(['CoopRevised']);
    expect(last(story)).toMatchObject({ amount: { minor: '0' }, owed: { minor: '-100' } });
    expect(story.accrue('S-2', '1000.00', '2026-03-12')).toEqual(['CoopAccrued']);
    expect(story.balances).toEqual({ allocated: '7.00', available: '7.00' });
  });

  it('is limited by the cap as it was', () => {
    const story = accrued("  cap: '12.00'\n");
    expect(story.revise(...sold, at('1.5'))).toEqual(['CoopRevised']);
    expect(story.balances).toMatchObject({ allocated: '12.00' });
    expect(last(story)).toMatchObject({ capped: { minor: '300' } });
  });

  it('adds money that ages from the booking on, as what it added first does', () => {
    const aging = plastpro.replace('    minRequest:', '    creditDays: 400\n    minRequest:');
    const story = new FundStory(rulesOf(`${aging}\n${AT_BOOKING}\n`));
    story.accrue(...sold, at('1.0389'));
    story.revise(...sold, at('1.0894'));
    expect(last(story)).toMatchObject({
      credits: [{ amount: { minor: '50' }, expiresOn: '2027-04-16' }],
    });
  });

  it('changes nothing where no rate is left, of what is undone, and of a closed fund', () => {
    const story = accrued();
    expect(story.revise(...sold, { code: 'EUR' })).toEqual([]);
    const undone = accrued();
    undone.undo('S-1', '2026-03-20');
    expect(undone.revise(...sold, at('1.2'))).toEqual([]);
    const closed = accrued();
    closed.close('2028-01-01');
    expect(closed.revise(...sold, at('1.2'))).toEqual([]);
    expect(new FundStory(programWith(AT_BOOKING)).revise(...sold, at('1.2'))).toEqual([]);
  });
});

describe('A fund in another currency than its program now counts in', () => {
  const opened: FundEvent = {
    type: 'FundOpened',
    data: {
      fundId: 'coop.plastpro.alder.FY2025.JPY',
      programId: 'plastpro',
      kind: 'coop',
      partnerId: 'alder',
      region: null,
      quarter: null,
      currency: 'JPY',
      periodFrom: on('2026-01-01'),
      periodTo: on('2026-12-31'),
      requestBy: on('2026-12-31'),
      claimBy: null,
      earns: {
        period: 'FY2025',
        from: on('2025-01-01'),
        through: on('2025-12-31'),
        settleOn: on('2026-01-01'),
      },
    },
  };
  const story = (rules = programWith('')): FundStory => {
    const told = new FundStory(rules);
    told.state = fund.evolve(fund.initial, opened);
    return told;
  };

  it.each(['preApprovalAbove', 'minClaim'])('refuses requests, whatever %s is', (key) => {
    const bare = plastpro.replace(/ {4}preApprovalAbove: .*\n/, '');
    const rules = rulesOf(bare.replace('  funds:\n', `  funds:\n    ${key}: '1.00'\n`));
    const asked = {
      activity: 'advertising',
      startsOn: '2026-05-04',
      endsOn: '2026-05-04',
      code: 'JPY',
    };
    expect(story(rules).request('M-1', '50000', { ...asked, cost: '50000' })).toEqual([
      'currency-mismatch',
    ]);
  });

  it('is not measured by the program`s minimum', () => {
    const least = "  minimum: { amount: '8500.00', below: lapse, afterDays: 0 }\n";
    const told = story(programWith('', least));
    expect(told.settle('2026-01-01')).toEqual(['CoopSettled']);
    expect(last(told)).toMatchObject({ outcome: 'enough' });
  });
});
