import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoDate, logPosition, type Recorded } from '@accord/kernel';
import { fundBalances } from '../fund-balances';
import type { FundEvent } from '../fund.events';
import { fundOf, rulesOf } from '../spec-support/fund-story';
import { fundLines } from './fund-line';

const sample = readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8');
const recorded = (event: FundEvent, revision: number): Recorded<FundEvent> => ({
  ...event,
  id: String(revision),
  stream: 'fund-alder-q1',
  revision,
  position: logPosition(BigInt(revision)),
  recordedAt: '2026-02-01T00:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'p', role: 'system' },
    occurredOn: isoDate('2026-02-01'),
  },
});

describe('The statement of a fund', () => {
  it('explains each change of the balance, and ends where the balance is', () => {
    const story = fundOf(rulesOf(sample), '10000.00');
    story.request('M-01', '4000.00', { cost: '8000.00' });
    story.approve('M-01', '3500.00');
    story.claim('M-01', 'C-00', { cost: '6400.00', proofs: ['invoice'] });
    story.returnClaim('M-01', 'C-00');
    story.claim('M-01', 'C-01', { cost: '6500.00', costs: { venue: '6000.00', travel: '500.00' } });
    story.approveClaim('M-01', 'C-01', '3000.00');
    story.expire('M-01', '2026-04-12');
    story.close('2026-05-01');
    story.clawBack('M-01', 'C-01', '800.00');
    const lines = fundLines(story.events.map(recorded));
    const { currency: _, ...balances } = fundBalances(story.events) ?? { currency: 'USD' };
    expect(lines.at(-1)?.after).toEqual(balances);
    expect(lines.map(({ text, changes }) => [text, changes])).toEqual([
      ['Opened for activities from 2026-02-01 to 2026-04-30; ask by 2026-04-30', {}],
      ['10000.00 USD allocated', { allocated: 1_000_000n, available: 1_000_000n }],
      [
        '4000.00 USD asked for event of 2026-03-11 to 2026-03-12, which costs 8000.00 USD (M-01)',
        { available: -400_000n, reserved: 400_000n },
      ],
      [
        '3500.00 USD approved: 50% of the cost, to be claimed by 2026-04-11 (M-01)',
        { available: 50_000n, reserved: -400_000n, committed: 350_000n },
      ],
      [
        '3200.00 USD claimed for a cost of 6400.00 USD; still missing: attendee-list (C-00)',
        { committed: -320_000n, claimed: 320_000n },
      ],
      ['Returned: Please add what is missing (C-00)', { committed: 320_000n, claimed: -320_000n }],
      [
        '3000.00 USD claimed for a cost of 6500.00 USD, of which 6000.00 USD is co-funded (C-01)',
        { committed: -300_000n, claimed: 300_000n },
      ],
      ['3000.00 USD approved for payment (C-01)', { claimed: -300_000n, consumed: 300_000n }],
      ['Nobody claimed in time (M-01)', { committed: -50_000n, expired: 50_000n }],
      ['Closed: what nobody asked for is gone', { available: -650_000n, expired: 650_000n }],
      ['800.00 USD taken back: Audit (C-01)', { consumed: -80_000n, expired: 80_000n }],
    ]);
  });
});
