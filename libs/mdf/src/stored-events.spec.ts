import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fund, type Fund } from './fund';
import { fundBalances } from './fund-balances';
import type { FundEvent } from './fund.events';

const FOLDER = join(__dirname, 'fixtures');
const stored = (type: string): FundEvent =>
  JSON.parse(readFileSync(join(FOLDER, `${type}.v1.json`), 'utf8')) as FundEvent;

/** The stored examples are one story: 4,000 asked, 3,500 approved, 3,000 paid, 800 taken back. */
const STORY = [
  'FundOpened',
  'FundAllocated',
  'FundsRequested',
  'FundsRequestApproved',
  'ClaimReminderDue',
  'ClaimSubmitted',
  'ClaimApproved',
  'FundsRequestExpired',
  'FundClosed',
  'ClaimClawedBack',
];

describe('Stored fund events', () => {
  it('fold to the same balances for ever', () => {
    const events = STORY.map(stored);
    expect(fundBalances(events)).toEqual({
      currency: 'USD',
      allocated: 1_000_000n,
      available: 0n,
      reserved: 0n,
      committed: 0n,
      claimed: 0n,
      consumed: 220_000n,
      expired: 780_000n,
    });
    const state = events.reduce<Fund>((so, event) => fund.evolve(so, event), fund.initial);
    expect(state.status).toBe('closed');
  });

  it('are one of each type', () => {
    const rest = ['ClaimReturned', 'FundsRequestRejected'];
    const names = [...STORY, ...rest].map((type) => `${type}.v1.json`);
    expect(readdirSync(FOLDER).toSorted()).toEqual(names.toSorted());
  });
});
