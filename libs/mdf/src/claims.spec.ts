import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJson } from '@accord/kernel';
import { fundOf, on, rulesOf, type FundStory } from './spec-support/fund-story';

/** The sample program: minimum 1,000, share 50%, 10 business days ahead, claim within 30 days. */
const rules = rulesOf(
  readFileSync(join(__dirname, '../../../samples/gitlab/program.yaml'), 'utf8'),
);

/** An activity that ends on 12 March 2026, with 5,000 of its cost of 10,000 approved. */
function approved(): FundStory {
  const story = fundOf(rules, '10000.00');
  story.request('M-07', '5000.00', { cost: '10000.00' });
  story.approve('M-07', '5000.00');
  return story;
}

describe('A claim', () => {
  const claimed = (story: FundStory): string | undefined => {
    const event = story.events.findLast(({ type }) => type === 'ClaimSubmitted');
    return event?.type === 'ClaimSubmitted'
      ? fromJson(event.data.amount).minor.toString()
      : undefined;
  };

  it('comes to half of the actual cost: 4,200 of 8,400', () => {
    const story = approved();
    story.claim('M-07', 'C-06', { cost: '8400.00' });
    expect(claimed(story)).toBe('420000');
    expect(story.approveClaim('M-07', 'C-06', '4200.01')).toEqual(['above-claim']);
    story.approveClaim('M-07', 'C-06', '4200.00');
    expect(story.balances).toMatchObject({ consumed: '4200.00', committed: '800.00' });
  });

  it('is limited to the approval: 5,000 of 12,000', () => {
    const story = approved();
    story.claim('M-07', 'C-05', { cost: '12000.00' });
    expect(claimed(story)).toBe('500000');
  });

  it('of more than share or approval allow is refused', () => {
    const story = approved();
    const more = { cost: '8400.00', amount: '4200.01' };
    expect(story.claim('M-07', 'C-06', more)).toEqual(['above-share']);
    const most = { cost: '12000.00', amount: '5000.01' };
    expect(story.claim('M-07', 'C-06', most)).toEqual(['above-commitment']);
  });

  it('for an event without attendee list is not payable and goes back with what is missing', () => {
    const story = approved();
    story.claim('M-07', 'C-06', { proofs: ['invoice', 'booth-photo'] });
    expect(story.approveClaim('M-07', 'C-06', '5000.00')).toEqual(['proofs-missing']);
    expect(story.returnClaim('M-07', 'C-06')).toEqual(['ClaimReturned']);
    const missing = { required: ['attendee-list'], oneOf: [] };
    expect(story.events.at(-1)?.data).toMatchObject({ missing });
    expect(story.balances).toMatchObject({ committed: '5000.00' });
    expect(story.approveClaim('M-07', 'C-06', '5000.00')).toEqual(['claim-not-open']);
    expect(story.claim('M-07', 'C-07')).toEqual(['ClaimSubmitted']);
    expect(story.approveClaim('M-07', 'C-07', '5000.00')).toEqual(['ClaimApproved']);
  });

  it('needs one of several proofs where the program leaves the choice', () => {
    const story = fundOf(rules, '10000.00');
    story.request('M-02', '2000.00', { activity: 'sponsorship' });
    story.approve('M-02', '2000.00');
    story.claim('M-02', 'C-02', { proofs: ['invoice'] });
    const oneOf = ['sponsorship-contract', 'lead-list'];
    expect(story.events.at(-1)?.data).toMatchObject({ missing: { required: [], oneOf } });
    story.returnClaim('M-02', 'C-02');
    story.claim('M-02', 'C-03', { proofs: ['invoice', 'lead-list'] });
    expect(story.approveClaim('M-02', 'C-03', '2000.00')).toEqual(['ClaimApproved']);
  });

  it('comes by 11 April 2026, a first ever by 16 April', () => {
    expect(approved().claim('M-07', 'C-1', { day: '2026-03-11' })).toEqual(['activity-not-over']);
    expect(approved().claim('M-07', 'C-1', { day: '2026-04-11' })).toEqual(['ClaimSubmitted']);
    expect(approved().claim('M-07', 'C-1', { day: '2026-04-12' })).toEqual(['claim-too-late']);
    const first = { firstClaim: true };
    expect(approved().claim('M-07', 'C-1', { day: '2026-04-16', ...first })).toEqual([
      'ClaimSubmitted',
    ]);
    expect(approved().claim('M-07', 'C-1', { day: '2026-04-17', ...first })).toEqual([
      'claim-too-late',
    ]);
  });

  it('is approved by somebody else than the one who claimed', () => {
    const story = approved();
    story.claim('M-07', 'C-1');
    expect(story.approveClaim('M-07', 'C-1', '1.00', 'crm')).toEqual(['same-person']);
  });
});

describe('What is not claimed', () => {
  it('is reminded of on 13 and 26 March and 9 April, each once', () => {
    const story = approved();
    const told: string[] = [];
    for (let day = 10; day <= 42; day++) {
      const date = day <= 31 ? `2026-03-${day}` : `2026-04-${String(day - 31).padStart(2, '0')}`;
      if (story.remind('M-07', date).length > 0) told.push(date);
    }
    expect(told).toEqual(['2026-03-13', '2026-03-26', '2026-04-09']);
    expect(story.events.at(-1)?.data).toMatchObject({
      claimBy: '2026-04-11',
      firstClaimBy: '2026-04-16',
    });
  });

  it('is not reminded of while a claim is under review, nor for days before it was returned', () => {
    const story = approved();
    story.claim('M-07', 'C-1', { day: '2026-03-12' });
    expect(story.remind('M-07', '2026-03-26')).toEqual([]);
    story.returnClaim('M-07', 'C-1', '2026-03-27');
    expect(story.remind('M-07', '2026-03-28')).toEqual([]);
    expect(story.remind('M-07', '2026-04-09')).toEqual(['ClaimReminderDue']);
  });

  it('expires on the day after the deadline, for a first claim five days later', () => {
    expect(approved().expire('M-07', '2026-04-11')).toEqual([]);
    expect(approved().expire('M-07', '2026-04-12')).toEqual(['FundsRequestExpired']);
    expect(approved().expire('M-07', '2026-04-16', true)).toEqual([]);
    expect(approved().expire('M-07', '2026-04-17', true)).toEqual(['FundsRequestExpired']);
  });

  it('expires also when a late review gives it back, and a claim under review stays', () => {
    const story = approved();
    story.claim('M-07', 'C-1', { amount: '4000.00', day: '2026-04-11' });
    story.expire('M-07', '2026-04-12');
    expect(story.balances).toMatchObject({ claimed: '4000.00', expired: '1000.00' });
    story.returnClaim('M-07', 'C-1', '2026-04-14');
    expect(story.expire('M-07', '2026-04-14')).toEqual(['FundsRequestExpired']);
    expect(story.balances).toMatchObject({ available: '5000.00', expired: '5000.00' });
    expect(story.expire('M-07', '2026-04-15')).toEqual([]);
  });

  it('is but the rest where something was paid: such a request does not count as expired', () => {
    const status = (story: FundStory): string | undefined =>
      story.state.status === 'unknown' ? undefined : story.state.requests.get('M-07')?.status;
    const unused = approved();
    unused.expire('M-07', '2026-04-12');
    expect(status(unused)).toBe('expired');
    const paid = approved();
    paid.claim('M-07', 'C-1', { amount: '4200.00' });
    paid.approveClaim('M-07', 'C-1', '4200.00');
    paid.expire('M-07', '2026-04-12');
    expect(status(paid)).toBe('approved');
    expect(paid.balances).toMatchObject({ consumed: '4200.00', expired: '800.00' });
  });

  it('keeps the rules of its approval', () => {
    const { state } = approved();
    const request = state.status === 'unknown' ? undefined : state.requests.get('M-07');
    expect(request?.terms).toEqual({
      share: '50%',
      refund: null,
      rounding: 'half-up',
      tolerance: '0%',
      minClaim: null,
      excludedCosts: ['alcohol', 'cash', 'charity', 'discounts', 'travel', 'lodging', 'capital'],
      required: ['invoice', 'attendee-list'],
      anyOf: [],
      claimBy: on('2026-04-11'),
      firstClaimBy: on('2026-04-16'),
      remindOn: ['2026-03-13', '2026-03-26', '2026-04-09'],
      ends: { onTermination: 'forfeit', falseClaim: 'voidOpenRequests' },
      setOff: false,
    });
  });
});
