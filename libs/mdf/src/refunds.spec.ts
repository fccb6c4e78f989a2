import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatAmount, fromJson } from '@accord/kernel';
import { fundOf, rulesOf, type FundStory } from './spec-support/fund-story';

/** The sample program: of a "triple-play" it pays two thirds, and aws gives one third back. */
const sample = readFileSync(join(__dirname, '../../../samples/gitlab/program.yaml'), 'utf8');

const play = { activity: 'triple-play', cost: '9000.00' };

/** A triple play that costs so much, of which 6,000 of a planned 9,000 were approved; claimed in full. */
function claimed(cost = '9000.00'): FundStory {
  const story = fundOf(rulesOf(sample), '20000.00');
  story.request('M-45', '6000.00', play);
  story.approve('M-45', '6000.00');
  story.claim('M-45', 'C-1', { cost });
  return story;
}

/** What the events say that is refunded, in the order told. */
const refunds = ({ events }: FundStory): (string | null)[] =>
  events.flatMap((event) => {
    if (event.type !== 'ClaimApproved' && event.type !== 'ClaimClawedBack') return [];
    const { refund } = event.data;
    return [refund && `${refund.party} ${formatAmount(fromJson(refund.amount))}`];
  });

describe('A refund of what the vendor pays for an activity', () => {
  it('is a third of 9,000: 6,000 gross, 3,000 back, 3,000 net (scenario 45)', () => {
    const story = fundOf(rulesOf(sample), '20000.00');
    expect(story.request('M-45', '6000.01', play)).toEqual(['above-share']);
    story.request('M-45', '6000.00', play);
    story.approve('M-45', '6000.00');
    story.claim('M-45', 'C-1', { cost: '9000.00' });
    story.approveClaim('M-45', 'C-1', '6000.00');
    expect(story.balances).toMatchObject({ consumed: '6000.00' });
    expect(refunds(story)).toEqual(['aws 3000.00']);
  });

  it('follows what is paid: of half a claim half, and of what an approval limits no more', () => {
    const half = claimed();
    half.approveClaim('M-45', 'C-1', '3000.00');
    expect(refunds(half)).toEqual(['aws 1500.00']);
    const dear = claimed('12000.00');
    dear.approveClaim('M-45', 'C-1', '6000.00');
    expect(refunds(dear)).toEqual(['aws 3000.00']);
  });

  it('is matched one to one, or all of what the vendor pays, where the program says so', () => {
    for (const [activity, amount, refund] of [
      ['aws-matched-event', '8000.00', 'aws 4000.00'],
      ['google-credits-event', '4000.00', 'google 4000.00'],
    ] as const) {
      const story = fundOf(rulesOf(sample), '20000.00');
      story.request('M-1', amount, { activity, cost: '8000.00' });
      story.approve('M-1', amount);
      story.claim('M-1', 'C-1', { cost: '8000.00' });
      story.approveClaim('M-1', 'C-1', amount);
      expect(refunds(story)).toEqual([refund]);
    }
  });

  it('falls with a clawback, and comes to nothing when all of the claim is taken back', () => {
    const story = claimed();
    story.approveClaim('M-45', 'C-1', '6000.00');
    story.clawBack('M-45', 'C-1', '0.01');
    story.clawBack('M-45', 'C-1', '0.01');
    story.clawBack('M-45', 'C-1', '1000.00');
    story.clawBack('M-45', 'C-1', '4999.98');
    expect(refunds(story)).toEqual([
      'aws 3000.00',
      // 2,999.995 is rounded up: the first cent changes nothing, the second one a whole cent.
      'aws 0.00',
      'aws 0.01',
      'aws 500.00',
      'aws 2499.99',
    ]);
  });

  it('is fixed with the terms of the approval, as the program writes them', () => {
    const story = claimed();
    const terms = story.events.flatMap((event) =>
      event.type === 'FundsRequestApproved' ? [event.data.terms] : [],
    );
    expect(terms).toMatchObject([{ share: '2/3', refund: { party: 'aws', share: '1/3' } }]);
  });

  it('is nobody`s where the activity names none', () => {
    const story = fundOf(rulesOf(sample), '20000.00');
    story.request('M-1', '4000.00', { cost: '8000.00' });
    story.approve('M-1', '4000.00');
    story.claim('M-1', 'C-1', { cost: '8000.00' });
    story.approveClaim('M-1', 'C-1', '4000.00');
    story.clawBack('M-1', 'C-1', '1.00');
    expect(refunds(story)).toEqual([null, null]);
  });
});
