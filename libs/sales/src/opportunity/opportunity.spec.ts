import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, logPosition, rejected, type Recorded } from '@accord/kernel';
import { closeOpportunity } from '../close-opportunity/close-opportunity';
import {
  foldOpportunity,
  opportunityOf,
  type OpportunityRow,
} from '../opportunity-list/opportunity-row';
import { reportOpportunity } from '../report-opportunity/report-opportunity';
import { opportunity, type Opportunity } from './opportunity';
import type { OpportunityEvent } from './opportunity.events';

const stored = (type: OpportunityEvent['type']): OpportunityEvent =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const reported = stored('OpportunityReported');
const closed = stored('OpportunityClosed');
const reopened = stored('OpportunityReopened');
const given = (...events: OpportunityEvent[]): Opportunity => fold(opportunity, events);

const recorded = (event: OpportunityEvent, position: bigint): Recorded<OpportunityEvent> => ({
  ...event,
  id: 'e',
  stream: 'opportunity-crm.OPP-17',
  revision: 0,
  position: logPosition(position),
  recordedAt: '2026-02-24T12:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'crm', role: 'sales-system' },
    occurredOn: isoDate('2026-02-24'),
  },
});

const facts = {
  stage: '1',
  lastActivityOn: isoDate('2026-02-20'),
  owner: 'u-4711',
  renewal: 'none',
  customer: 'new',
  account: 'A-900',
  initialSource: 'PQL',
} as const;
const report = { source: 'crm', ref: 'OPP-17', ...facts };
const open = { status: 'open', source: 'crm', ref: 'OPP-17', facts, closedOn: null };
const day = isoDate('2026-02-24');

describe('The stored events of an opportunity', () => {
  it('add up to what was last reported', () => {
    expect(given()).toEqual({ status: 'unreported' });
    expect(given(reported)).toEqual(open);
    expect(given(reported, closed)).toEqual({ ...open, status: 'won', closedOn: '2026-04-28' });
    expect(given(reported, closed, reopened)).toEqual(open);
  });

  it('add up to its row in lists, which keeps the place of the first report', () => {
    const rowAfter = (...events: OpportunityEvent[]): OpportunityRow | undefined =>
      events.reduce<OpportunityRow | undefined>(
        (row, event, i) =>
          foldOpportunity(row, { ...recorded(event, BigInt(i) + 7n), revision: i }),
        undefined,
      );
    const row = {
      opportunity: 'crm/OPP-17',
      position: 7n,
      stage: '1',
      status: 'open',
      last_activity_on: '2026-02-20',
      owner: 'u-4711',
      renewal: 'none',
      customer: 'new',
      account: 'A-900',
      initial_source: 'PQL',
      reported_on: '2026-02-24',
      closed_on: null,
      revision: 0n,
    };
    expect(rowAfter(reported)).toEqual(row);
    expect(rowAfter(reported, closed, reported)).toEqual({
      ...row,
      status: 'won',
      closed_on: '2026-04-28',
      revision: 2n,
    });
    expect(rowAfter(reported, closed, reopened)).toEqual({ ...row, revision: 2n });
  });
});

it('A row tells what the stored events add up to', () => {
  const events = [reported, closed];
  const row = events.reduce<OpportunityRow | undefined>(
    (so, event, i) => foldOpportunity(so, recorded(event, BigInt(i))),
    undefined,
  );
  expect(row && opportunityOf(row, report)).toEqual(given(...events));
});

describe('A report', () => {
  it('is taken as it comes, and the same one again adds nothing', () => {
    expect(reportOpportunity(given(), report, day)).toEqual(accepted(reported));
    expect(reportOpportunity(given(reported), report, day)).toEqual(accepted());
    expect(reportOpportunity(given(reported), { ...report, stage: '3' }, day)).toMatchObject({
      events: [{ data: { stage: '3', lastActivityOn: '2026-02-20' } }],
    });
  });

  it('of activity on the day itself is news; of the day after, a mistake', () => {
    const active = (on: string) =>
      reportOpportunity(given(), { ...report, lastActivityOn: isoDate(on) }, day);
    expect(active('2026-02-24').kind).toBe('accepted');
    expect(active('2026-02-25')).toEqual(
      rejected(
        'activity-in-future',
        'Reported on 2026-02-24, so the last activity cannot be on 2026-02-25',
        'lastActivityOn',
      ),
    );
  });
});

describe('A closing', () => {
  const won = { result: 'won', on: isoDate('2026-04-28') } as const;

  it('is noted once, and taken back before another', () => {
    expect(closeOpportunity(given(reported), won)).toEqual(accepted(closed));
    expect(closeOpportunity(given(reported, closed), won)).toEqual(accepted());
    expect(closeOpportunity(given(reported, closed), { ...won, result: 'lost' })).toEqual(
      rejected(
        'opportunity-closed',
        'The opportunity was won on 2026-04-28; reopen it first',
        'result',
      ),
    );
    const again = { result: 'open', on: isoDate('2026-05-04') } as const;
    expect(closeOpportunity(given(reported, closed), again)).toEqual(accepted(reopened));
    expect(closeOpportunity(given(reported), again)).toEqual(accepted());
  });

  it('needs an opportunity that was reported', () => {
    expect(closeOpportunity(given(), won)).toEqual(
      rejected('opportunity-unknown', 'The opportunity has not been reported'),
    );
  });
});
