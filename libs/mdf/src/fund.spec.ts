import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fundOf, rulesOf, FundStory } from './spec-support/fund-story';

/** The sample program: minimum 1,000, share 50%, 10 business days ahead, claim within 30 days. */
const rules = rulesOf(
  readFileSync(join(__dirname, '../../../samples/gitlab/program.yaml'), 'utf8'),
);

describe('A fund of 10,000', () => {
  it('runs from allocation to claw-back: 2,200 consumed, 7,800 expired', () => {
    const story = fundOf(rules, '10000.00');
    expect(story.balances).toEqual({ allocated: '10000.00', available: '10000.00' });

    story.request('M-01', '4000.00', { cost: '8000.00' });
    expect(story.balances).toMatchObject({ available: '6000.00', reserved: '4000.00' });

    story.approve('M-01', '3500.00');
    expect(story.balances).toMatchObject({ available: '6500.00', committed: '3500.00' });

    story.claim('M-01', 'C-01', { cost: '6400.00', amount: '3200.00' });
    expect(story.balances).toMatchObject({ committed: '300.00', claimed: '3200.00' });

    story.approveClaim('M-01', 'C-01', '3000.00');
    expect(story.balances).toEqual({
      allocated: '10000.00',
      available: '6500.00',
      committed: '500.00',
      consumed: '3000.00',
    });

    expect(story.expire('M-01', '2026-04-12')).toEqual(['FundsRequestExpired']);
    expect(story.balances).toMatchObject({ available: '6500.00', expired: '500.00' });

    expect(story.close('2026-05-01')).toEqual(['FundClosed']);
    expect(story.balances).toMatchObject({ consumed: '3000.00', expired: '7000.00' });

    expect(story.clawBack('M-01', 'C-01', '800.00')).toEqual(['ClaimClawedBack']);
    expect(story.balances).toEqual({
      allocated: '10000.00',
      consumed: '2200.00',
      expired: '7800.00',
    });
  });

  it('gives clawed back money out again while it is open', () => {
    const story = fundOf(rules, '10000.00');
    story.request('M-01', '3000.00');
    story.approve('M-01', '3000.00');
    story.claim('M-01', 'C-01');
    story.approveClaim('M-01', 'C-01', '3000.00');
    story.clawBack('M-01', 'C-01', '800.00');
    expect(story.balances).toMatchObject({ available: '7800.00', consumed: '2200.00' });
    expect(story.clawBack('M-01', 'C-01', '2200.01')).toEqual(['above-consumed']);
  });

  it('reserves for a request, so that the next one counts on what is left only', () => {
    const story = fundOf(rules, '10000.00');
    expect(story.request('M-01', '6000.00')).toEqual(['FundsRequested']);
    expect(story.request('M-02', '4000.01')).toEqual(['fund-exhausted']);
    expect(story.request('M-02', '4000.00')).toEqual(['FundsRequested']);
    expect(story.request('M-03', '1000.00')).toEqual(['fund-exhausted']);
    expect(story.reject('M-01')).toEqual(['FundsRequestRejected']);
    expect(story.request('M-03', '1000.00')).toEqual(['FundsRequested']);
    expect(story.balances).toMatchObject({ available: '5000.00', reserved: '5000.00' });
  });

  it('lets requests that nobody decided lapse when its period is over, and takes none after', () => {
    const story = fundOf(rules, '10000.00');
    story.request('M-01', '4000.00');
    expect(story.close('2026-04-30')).toEqual([]);
    expect(story.close('2026-05-01')).toEqual(['FundsRequestExpired', 'FundClosed']);
    expect(story.balances).toEqual({ allocated: '10000.00', expired: '10000.00' });
    expect(story.approve('M-01', '4000.00')).toEqual(['request-not-open']);
    expect(story.request('M-02', '1000.00')).toEqual(['fund-closed']);
    expect(story.allocate('1.00')).toEqual(['fund-closed']);
    expect(story.close('2026-05-02')).toEqual([]);
  });
});

describe('A fund', () => {
  it('is opened once, in the currency of the program, for a period still to come', () => {
    const story = new FundStory(rules);
    expect(story.allocate('1.00')).toEqual(['fund-unknown']);
    expect(story.open('2026-02-01', '2026-04-30', 'EUR')).toEqual(['currency-mismatch']);
    expect(story.open('2026-04-30', '2026-02-01')).toEqual(['period-reversed']);
    expect(story.open('2026-02-01', '2027-04-30')).toEqual(['period-too-long']);
    expect(story.open('2025-11-01', '2026-01-31')).toEqual(['period-over']);
    expect(story.open()).toEqual(['FundOpened']);
    expect(story.open()).toEqual(['fund-exists']);
  });

  it('takes no more than can be counted', () => {
    const story = fundOf(rules, '9999999999999999.99');
    expect(story.allocate('0.01')).toEqual(['fund-too-large']);
    expect(story.allocate('0.00')).toEqual(['amount-not-positive']);
  });
});

describe('A request', () => {
  const story = fundOf(rules, '10000.00');

  it('of 900 is below the minimum of 1,000', () => {
    expect(story.request('M-04', '900.00', { cost: '1800.00' })).toEqual(['below-minimum']);
    expect(story.request('M-04', '999.99')).toEqual(['below-minimum']);
  });

  it('asks for half of the cost at most', () => {
    expect(story.request('M-05', '4000.01', { cost: '8000.00' })).toEqual(['above-share']);
  });

  it('comes ten business days before the start: for Monday 15 June by Monday 1 June', () => {
    const june = new FundStory(rules);
    june.open('2026-05-01', '2026-07-31', 'USD', '2026-05-01');
    june.allocate('10000.00');
    const activity = { startsOn: '2026-06-15', endsOn: '2026-06-16' };
    expect(june.request('M-06', '1000.00', { ...activity, day: '2026-06-02' })).toEqual([
      'too-late',
    ]);
    expect(june.request('M-06', '1000.00', { ...activity, day: '2026-06-01' })).toEqual([
      'FundsRequested',
    ]);
    expect(june.events.at(-1)?.data).toMatchObject({ decideBy: '2026-06-08' });
  });

  it('is for an activity of the program within the fund`s period', () => {
    expect(story.request('M-07', '1000.00', { activity: 'party' })).toEqual(['activity-unknown']);
    expect(story.request('M-07', '1000.00', { endsOn: '2026-05-01' })).toEqual(['outside-period']);
    expect(story.request('M-07', '1000.00', { endsOn: '2026-03-10' })).toEqual(['dates-reversed']);
  });

  it('names every fault at once', () => {
    const fault = { cost: '100.00', activity: 'party', day: '2026-03-10' };
    expect(story.request('M-08', '900.00', fault)).toEqual([
      'below-minimum',
      'above-share',
      'activity-unknown',
      'too-late',
    ]);
  });

  it('is approved by somebody else than the one who asked, up to what was asked for', () => {
    expect(story.request('M-09', '2000.00')).toEqual(['FundsRequested']);
    expect(story.approve('M-09', '2000.00', { by: 'crm' })).toEqual(['same-person']);
    expect(story.approve('M-09', '2000.01')).toEqual(['above-request']);
    expect(story.approve('M-09', '2000.00')).toEqual(['FundsRequestApproved']);
    expect(story.approve('M-09', '2000.00')).toEqual(['request-not-open']);
    expect(story.reject('M-09')).toEqual(['request-not-open']);
  });
});
