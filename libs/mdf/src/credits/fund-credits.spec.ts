import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FundStory, rulesOf } from '../spec-support/fund-story';

const sample = readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8');

/** 3,000 until 10 March, told after 5,000 until 20 March, and 2,000 that do not age. */
function aged(): FundStory {
  const story = new FundStory(rulesOf(sample));
  story.open();
  story.allocate('5000.00', '2026-03-20');
  story.allocate('3000.00', '2026-03-10');
  story.allocate('2000.00');
  return story;
}
const left = ({ state }: FundStory): string[] =>
  state.status === 'unknown'
    ? []
    : state.credits.free.map(({ minor, expiresOn }) => `${minor / 100n} until ${expiresOn}`);

describe('Money in a fund', () => {
  it('is asked for in the order in which it would be gone', () => {
    const story = aged();
    expect(left(story)).toEqual([
      '3000 until 2026-03-10',
      '5000 until 2026-03-20',
      '2000 until null',
    ]);
    story.request('M-1', '4000.00');
    expect(left(story)).toEqual(['4000 until 2026-03-20', '2000 until null']);
    story.request('M-2', '5000.00');
    expect(left(story)).toEqual(['1000 until null']);
  });

  it('comes back from where it was drawn last', () => {
    const story = aged();
    story.request('M-1', '9000.00');
    story.approve('M-1', '2500.00');
    expect(left(story)).toEqual([
      '500 until 2026-03-10',
      '5000 until 2026-03-20',
      '2000 until null',
    ]);
  });

  it('may be asked for on its last day and is gone on the next', () => {
    const story = aged();
    const late = { startsOn: '2026-04-20', endsOn: '2026-04-21' };
    expect(story.expireCredits('2026-03-10')).toEqual([]);
    expect(story.request('M-1', '10000.00', { ...late, day: '2026-03-11' })).toEqual([
      'fund-exhausted',
    ]);
    expect(story.request('M-1', '7000.01', { ...late, day: '2026-03-11' })).toEqual([
      'fund-exhausted',
    ]);
    expect(story.request('M-1', '2500.00', { ...late, day: '2026-03-10' })).toEqual([
      'FundsRequested',
    ]);
    expect(story.expireCredits('2026-03-11')).toEqual(['CreditsExpired']);
    expect(story.balances).toMatchObject({ reserved: '2500.00', expired: '500.00' });
    expect(story.expireCredits('2026-03-11')).toEqual([]);
  });

  it('of more credits than one event names is gone in several', () => {
    const story = new FundStory(rulesOf(sample));
    story.open();
    for (let i = 0; i < 2_500; i++) story.allocate('1.00', '2026-03-10');
    for (const expired of ['1000.00', '2000.00', '2500.00']) {
      expect(story.expireCredits('2026-03-11')).toEqual(['CreditsExpired']);
      expect(story.balances).toMatchObject({ expired });
      expect(JSON.stringify(story.events.at(-1)).length).toBeLessThan(500_000);
    }
    expect(story.expireCredits('2026-03-11')).toEqual([]);
  });

  it('that comes back after its last day is gone as well', () => {
    const story = aged();
    story.request('M-1', '3000.00');
    story.expireCredits('2026-03-11');
    story.reject('M-1');
    expect(left(story)[0]).toBe('3000 until 2026-03-10');
    const late = { startsOn: '2026-04-20', endsOn: '2026-04-21', day: '2026-03-12' };
    expect(story.request('M-2', '7000.01', late)).toEqual(['fund-exhausted']);
    expect(story.expireCredits('2026-03-12')).toEqual(['CreditsExpired']);
    expect(story.balances).toMatchObject({ available: '7000.00', expired: '3000.00' });
  });

  it('ages by the program where nobody says otherwise: 45 days', () => {
    const story = new FundStory(rulesOf(sample.replace('mdf:\n', 'mdf:\n  creditDays: 45\n')));
    story.open();
    story.allocate('1000.00');
    expect(left(story)).toEqual(['1000 until 2026-03-18']);
    expect(story.allocate('1000.00', '2026-01-31')).toEqual(['credit-expired']);
  });
});
