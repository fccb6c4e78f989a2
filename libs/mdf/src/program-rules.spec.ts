import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJson, formatAmount } from '@accord/kernel';
import { FundStory, fundOf, rulesOf } from './spec-support/fund-story';

const sample = readFileSync(join(__dirname, '../../../samples/gitlab/program.yaml'), 'utf8');
/** The sample program with more rules for its funds. */
const programWith = (...lines: readonly string[]) =>
  rulesOf(sample.replace('mdf:\n', `mdf:\n${lines.map((line) => `  ${line}\n`).join('')}`));
const programWithActivity = (activity: string) =>
  rulesOf(sample.replace('  activities:\n', `  activities:\n    - ${activity}\n`));

/** Told of the last claim: its eligible cost and what is claimed. */
function claimed(story: FundStory): [string, string] | undefined {
  const event = story.events.findLast(({ type }) => type === 'ClaimSubmitted');
  if (event?.type !== 'ClaimSubmitted') return undefined;
  const { eligible, amount } = event.data;
  return [formatAmount(fromJson(eligible)), formatAmount(fromJson(amount))];
}
const of5000 = (rules = programWith()): FundStory => {
  const story = fundOf(rules, '10000.00');
  story.request('M-1', '5000.00', { cost: '10000.00' });
  story.approve('M-1', '5000.00');
  return story;
};

describe('Costs that the program excludes', () => {
  it('are not co-funded: of 10,000 with 1,600 for travel half of 8,400', () => {
    const story = of5000();
    const costs = { venue: '8400.00', travel: '1500.00', alcohol: '100.00' };
    expect(story.claim('M-1', 'C-1', { cost: '10000.00', costs })).toEqual(['ClaimSubmitted']);
    expect(claimed(story)).toEqual(['8400.00', '4200.00']);
    const again = { cost: '10000.00', costs, amount: '4200.01' };
    expect(of5000().claim('M-1', 'C-1', again)).toEqual(['above-share']);
  });

  it('leave nothing to claim when there is nothing else', () => {
    const cost = { cost: '1000.00', costs: { lodging: '1000.00' } };
    expect(of5000().claim('M-1', 'C-1', cost)).toEqual(['amount-not-positive']);
  });

  it('are told as parts that add up to the cost', () => {
    const cost = { cost: '10000.00', costs: { venue: '8400.00', travel: '1599.99' } };
    expect(of5000().claim('M-1', 'C-1', cost)).toEqual(['costs-do-not-add-up']);
  });
});

describe('A tolerance of 10%', () => {
  const tolerant = programWith('tolerance: 10%');

  it('lets a claim of 12,000 take 5,500 of 5,000 approved, from what the fund has available', () => {
    const story = of5000(tolerant);
    expect(story.claim('M-1', 'C-1', { cost: '12000.00' })).toEqual(['ClaimSubmitted']);
    expect(claimed(story)).toEqual(['12000.00', '5500.00']);
    expect(story.balances).toEqual({
      allocated: '10000.00',
      available: '4500.00',
      claimed: '5500.00',
    });
    expect(of5000(tolerant).claim('M-1', 'C-1', { cost: '12000.00', amount: '5500.01' })).toEqual([
      'above-commitment',
    ]);
  });

  it('gives the excess back first: of 5,500 claimed and 5,200 approved 300 go to the fund', () => {
    const story = of5000(tolerant);
    story.claim('M-1', 'C-1', { cost: '12000.00' });
    story.approveClaim('M-1', 'C-1', '5200.00');
    expect(story.balances).toMatchObject({ available: '4800.00', consumed: '5200.00' });
  });

  it('gives all of it back with a claim that is returned, and is used once', () => {
    const story = of5000(tolerant);
    story.claim('M-1', 'C-1', { cost: '12000.00' });
    story.returnClaim('M-1', 'C-1');
    expect(story.balances).toMatchObject({ available: '5000.00', committed: '5000.00' });
    story.claim('M-1', 'C-2', { cost: '10800.00' });
    expect(claimed(story)).toEqual(['10800.00', '5400.00']);
    story.claim('M-1', 'C-3', { cost: '10000.00' });
    expect(claimed(story)).toEqual(['10000.00', '100.00']);
    expect(story.claim('M-1', 'C-4', { cost: '10000.00' })).toEqual(['amount-not-positive']);
  });

  it('ends where the fund ends', () => {
    const story = of5000(tolerant);
    story.request('M-2', '4700.00');
    story.claim('M-1', 'C-1', { cost: '12000.00' });
    expect(claimed(story)).toEqual(['12000.00', '5300.00']);
    const closed = of5000(tolerant);
    closed.close('2026-05-01');
    closed.claim('M-1', 'C-1', { cost: '12000.00', day: '2026-04-11' });
    expect(claimed(closed)).toEqual(['12000.00', '5000.00']);
  });
});

describe('A program', () => {
  it('may fund one activity with another share', () => {
    const story = fundOf(
      programWithActivity('{ activity: pitch, required: [], anyOf: [], share: 75% }'),
      '10000.00',
    );
    const pitch = { activity: 'pitch', cost: '4000.00' };
    expect(story.request('M-1', '3000.01', pitch)).toEqual(['above-share']);
    expect(story.request('M-1', '3000.00', pitch)).toEqual(['FundsRequested']);
    story.approve('M-1', '3000.00');
    story.claim('M-1', 'C-1', { cost: '3000.00' });
    expect(claimed(story)).toEqual(['3000.00', '2250.00']);
  });

  it('may want to see something beforehand', () => {
    const planned = '{ activity: planning, required: [], anyOf: [], atRequest: [agenda] }';
    const story = fundOf(programWithActivity(planned), '10000.00');
    const planning = { activity: 'planning' };
    expect(story.request('M-1', '1000.00', planning)).toEqual(['proofs-missing']);
    expect(story.request('M-1', '1000.00', { ...planning, proofs: ['agenda'] })).toEqual([
      'FundsRequested',
    ]);
  });

  it('may let small amounts go without approval and lead time: up to 1,200', () => {
    const story = fundOf(programWith("preApprovalAbove: '1200.00'"), '10000.00');
    const tomorrow = { startsOn: '2026-03-11', day: '2026-03-10' };
    expect(story.request('M-1', '1200.01', tomorrow)).toEqual(['too-late']);
    expect(story.request('M-1', '1200.00', tomorrow)).toEqual([
      'FundsRequested',
      'FundsRequestApproved',
    ]);
    expect(story.balances).toMatchObject({ available: '8800.00', committed: '1200.00' });
    expect(story.claim('M-1', 'C-1')).toEqual(['ClaimSubmitted']);
  });

  it('may name a least claim', () => {
    const story = of5000(programWith("minClaim: '25.00'"));
    expect(story.claim('M-1', 'C-1', { cost: '49.98' })).toEqual(['below-minimum-claim']);
    expect(story.claim('M-1', 'C-1', { cost: '50.00' })).toEqual(['ClaimSubmitted']);
  });

  it('may fund partners of one track only', () => {
    const others = fundOf(programWith('requires: { tracks: [Open], designations: [] }'), '9000.00');
    expect(others.request('M-1', '1000.00')).toEqual(['not-eligible']);
  });

  it('may count the days for a claim from the end of the period', () => {
    const story = of5000(programWith('claimFrom: periodEnd'));
    expect(story.claim('M-1', 'C-1', { day: '2026-05-31' })).toEqual(['claim-too-late']);
    expect(story.claim('M-1', 'C-1', { day: '2026-05-30' })).toEqual(['ClaimSubmitted']);
  });

  it('may end all claims on a day of the year, whatever the days say', () => {
    const rules = programWith('lastClaim: { month: 4, day: 2 }');
    expect(of5000(rules).claim('M-1', 'C-1', { day: '2026-04-03' })).toEqual(['claim-too-late']);
    expect(of5000(rules).claim('M-1', 'C-1', { day: '2026-04-02' })).toEqual(['ClaimSubmitted']);
    expect(of5000(rules).events.at(-1)?.data).toMatchObject({
      terms: { claimBy: '2026-04-02', remindOn: ['2026-03-13', '2026-03-26'] },
    });
    const late = { startsOn: '2026-04-01', endsOn: '2026-04-03' };
    expect(fundOf(rules, '9000.00').request('M-1', '1000.00', late)).toEqual(['outside-period']);
  });
});

describe('The fund of a region', () => {
  const shared = (rules = programWith()): FundStory => {
    const story = new FundStory(rules);
    story.openShared();
    story.allocate('20000.00');
    return story;
  };

  it('has the days of its quarter, and of more where the program says so', () => {
    expect(shared().events[0]?.data).toMatchObject({
      fundId: 'gitlab.NA.FY2027-Q1.USD',
      periodFrom: '2026-02-01',
      periodTo: '2026-04-30',
      requestBy: '2026-04-30',
    });
    const next = shared(programWith('executionQuarters: 2'));
    expect(next.events[0]?.data).toMatchObject({
      periodTo: '2026-07-31',
      requestBy: '2026-04-30',
    });
    const july = { startsOn: '2026-07-30', endsOn: '2026-07-31' };
    expect(next.request('M-1', '1000.00', { ...july, day: '2026-05-01' })).toEqual([
      'request-too-late',
    ]);
    expect(next.request('M-1', '1000.00', { ...july, day: '2026-04-30' })).toEqual([
      'FundsRequested',
    ]);
    expect(next.close('2026-04-30')).toEqual([]);
    expect(next.close('2026-05-01')).toEqual(['FundsRequestExpired', 'FundClosed']);
  });

  it('is for the partners of the program with an agreement there, all from the same money', () => {
    const story = shared();
    expect(story.request('M-1', '12000.00', { cost: '24000.00' })).toEqual(['FundsRequested']);
    const other = { partnerId: 'birch', cost: '20000.00' };
    expect(story.request('M-2', '8000.01', other)).toEqual(['fund-exhausted']);
    expect(story.request('M-2', '8000.00', other)).toEqual(['FundsRequested']);
    const far = new FundStory(programWith());
    far.openShared('EMEA');
    far.allocate('20000.00');
    expect(far.request('M-1', '1000.00')).toEqual(['outside-agreement']);
  });

  it('is opened under its own id, for a region of the program', () => {
    const story = new FundStory(programWith());
    expect(story.openShared('Mars')).toEqual(['region-unknown']);
    expect(story.openShared('NA', 'FY2025-Q1')).toEqual(['period-over']);
  });

  it('is filled up to its budget', () => {
    const budget = "budgets: [{ region: NA, quarter: FY2027-Q1, amount: '20000.00' }]";
    const story = shared(programWith(budget));
    expect(story.allocate('0.01')).toEqual(['above-budget']);
    const unplanned = new FundStory(programWith(budget));
    unplanned.openShared('EMEA');
    expect(unplanned.allocate('1.00')).toEqual(['no-budget']);
  });

  it('goes outside its target markets with a share of it: 5% of 20,000 are 1,000', () => {
    const story = shared(programWith('flex: { share: 5%, targetMarkets: { NA: [US, CA] } }'));
    expect(story.request('M-0', '1000.00')).toEqual(['market-missing']);
    expect(story.request('M-1', '1000.00', { market: 'MX' })).toEqual(['FundsRequested']);
    expect(story.request('M-2', '1000.00', { market: 'MX' })).toEqual(['above-flex']);
    expect(story.request('M-2', '9000.00', { market: 'CA' })).toEqual(['FundsRequested']);
    // What comes back may be asked for again.
    story.reject('M-1');
    expect(story.request('M-3', '1000.00', { market: 'BR' })).toEqual(['FundsRequested']);
    story.approve('M-3', '1000.00');
    expect(story.request('M-4', '1000.00', { market: 'MX' })).toEqual(['above-flex']);
    story.expire('M-3', '2026-06-01');
    expect(story.request('M-4', '1000.00', { market: 'MX' })).toEqual(['FundsRequested']);
  });
});

describe('How claims are paid and booked', () => {
  const termsOf = (story: FundStory): object => {
    const event = story.events.findLast(({ type }) => type === 'FundsRequestApproved');
    return event?.type === 'FundsRequestApproved' ? event.data.terms : {};
  };

  it('is kept with the terms of the approval: nothing set off, a marketing expense', () => {
    const accounting = "accounting: { account: '6200', evidence: memo of 2026-01-12 }";
    expect(termsOf(of5000(programWith(accounting)))).toMatchObject({
      setOff: false,
      account: '6200',
    });
  });

  it('is as usual where the program says nothing', () => {
    const silent = rulesOf(sample.replace('  setOff: false\n', ''));
    expect(termsOf(of5000(silent))).not.toHaveProperty('setOff');
    expect(termsOf(of5000(silent))).not.toHaveProperty('account');
  });
});
