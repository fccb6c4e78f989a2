import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventSpec } from '@accord/kernel';
import { fund, type Fund } from './fund';
import { fundBalances } from './fund-balances';
import { fundEvents, type FundEvent } from './fund.events';

const FOLDER = join(__dirname, 'fixtures');

/** The stored example of a version, as today's program reads it. */
function stored(type: FundEvent['type'], version: number): FundEvent {
  const text = readFileSync(join(FOLDER, `${type}.v${version}.json`), 'utf8');
  const { data } = JSON.parse(text) as { data: object };
  const { version: today, upcasts }: EventSpec = fundEvents.specs[type];
  const steps = Array.from({ length: today - version }, (_, i) => upcasts?.[version + i]);
  return { type, data: steps.reduce((so, step) => step?.(so) ?? so, data) } as FundEvent;
}
const newest = (type: FundEvent['type']): FundEvent => stored(type, fundEvents.specs[type].version);

/** The stored examples are one story: 4,000 asked, 3,500 approved, 3,000 paid, 800 taken back. */
const STORY: readonly FundEvent['type'][] = [
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
  it.each([
    ['first', (type: FundEvent['type']) => stored(type, 1)],
    ['newest', newest],
  ])('of the %s versions fold to the same balances for ever', (_which, read) => {
    const events = STORY.map(read);
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
    expect(state).toEqual(expect.objectContaining({ requestBy: '2026-04-30' }));
  });

  it('of the first versions say what was so then', () => {
    const [opened, , requested, approved, , claimed] = STORY.map((type) => stored(type, 1));
    expect(opened?.data).toMatchObject({ kind: 'mdf', region: null, claimBy: null });
    expect(requested?.data).toMatchObject({ market: null, outsideTarget: false, proofs: [] });
    const terms = { share: '50%', tolerance: '0%', minClaim: null, excludedCosts: [] };
    expect(approved?.data).toMatchObject({ by: 'person', terms });
    expect(claimed?.data).toMatchObject({ eligible: { minor: '640000' }, costs: [] });
  });
});
