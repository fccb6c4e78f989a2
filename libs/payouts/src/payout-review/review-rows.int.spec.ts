import { isoDate, logPosition, type DomainEvent, type Recorded } from '@accord/kernel';
import { type ReadStore, ViewWriter, schemaOf, sql } from '@accord/read-store';
import { startDatabase, type DatabaseUnderTest } from '../../../../test/support/database';
import { account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { PayoutEvent } from '../payout/payout.events';
import { draftedPages } from '../propose-payout/propose-payout';
import { cut, earning } from '../spec-support/statement-runs';
import { pagesOf, type Draft } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import { statementsProjection } from '../statement-list/statements.projection';
import { payoutDraftsProjection } from './payout-drafts.projection';
import { reviewRows, reviewTotals, type After, type ReviewRow } from './review-rows';

const VIEWS = [payoutDraftsProjection, statementsProjection];
const [Q1, Q2] = ['gitlab.FY2027-Q1.quarterly', 'gitlab.FY2027-Q2.quarterly'];

const events: Recorded[] = [];
function record<E extends DomainEvent>(stream: string, event: E): void {
  events.push({
    ...event,
    id: `event-${events.length}`,
    stream,
    revision: events.length,
    position: logPosition(BigInt(events.length + 1)),
    recordedAt: '2026-06-15T00:00:00.000Z',
    schemaVersion: 1,
    envelope: {
      commandId: 'c',
      commandHash: 'h',
      correlationId: 'c',
      causationId: 'c',
      actor: { principal: 'fiona', role: 'finance' },
      occurredOn: isoDate('2026-06-15'),
    },
  });
}

function draftOf(partnerId: string, dollars: number): Draft {
  const lines = draftLines([earning(partnerId, dollars)], account.initial, cut('2026-06-15'));
  const scope = { book: 'gitlab', currency: 'USD', terms: USUAL_TERMS };
  const pages = pagesOf(lines, account.initial, scope);
  return { accountId: `gitlabinc.${partnerId}.USD`, partnerId, accountRevision: -1, pages };
}

function drafted(payoutId: string, proposalId: string, partnerId: string, dollars: number): void {
  for (const page of draftedPages(draftOf(partnerId, dollars), proposalId)) {
    record<PayoutEvent>(`payout-${payoutId}`, page);
  }
}

function issued(payoutId: string, partnerId: string, dollars: number): void {
  const { accountId, pages } = draftOf(partnerId, dollars);
  pages.forEach((page, i) =>
    record<AccountEvent>(`account-${accountId}`, {
      type: 'StatementIssued',
      data: {
        accountId,
        partnerId,
        book: 'gitlab',
        currency: 'USD',
        statementId: `${payoutId}.${partnerId}`,
        payoutId,
        quarter: 'FY2027-Q1',
        issuedOn: isoDate('2026-06-15'),
        position: '1000',
        root: 'r',
        page: i + 1,
        pages: pages.length,
        ...page,
      },
    }),
  );
}

describe('A run beside the one before', () => {
  let database: DatabaseUnderTest;
  let store: ReadStore;

  beforeAll(async () => {
    database = await startDatabase();
    store = database.store;
    const last: readonly [string, number][] = [
      ['acme', 1_000],
      ['blue', 500],
      ['corp', 70],
      ['dune', 40],
      ['elm', 9_000],
    ];
    for (const [partner, dollars] of last) drafted(Q1, 'first', partner, dollars);
    // Its account had moved: the run left it out.
    for (const [partner, dollars] of last.filter(([name]) => name !== 'elm')) {
      issued(Q1, partner, dollars);
    }
    // Rejected: what it says counts no more.
    drafted(Q2, 'sent-back', 'acme', 1);
    drafted(Q2, 'sent-back', 'gone-again', 77);
    const now: readonly [string, number][] = [
      ['acme', 400],
      ['corp', 70],
      ['dune', 640],
      ['elm', 100],
    ];
    for (const [partner, dollars] of now) drafted(Q2, 'second', partner, dollars);
    const writer = await ViewWriter.open(store.db, VIEWS, () => Promise.resolve(undefined), {
      namespace: 'review',
    });
    const end = events.at(-1);
    if (end) await writer.write({ events, reached: end.position });
    for (const { status, error } of writer.states.values()) {
      expect({ status, error }).toEqual({ status: 'active', error: null });
    }
  });
  afterAll(() => database.stop());

  const compared = {
    run: { payoutId: Q2, proposalId: 'second' },
    last: { payoutId: Q1, proposalId: 'first' },
    currency: 'USD',
  };
  const read = <T>(ask: (db: Parameters<typeof reviewRows>[0]) => Promise<T>): Promise<T> =>
    store.db.transaction().execute(async (trx) => {
      const schemas = VIEWS.map((view) => sql.id(schemaOf(view, 'review')));
      await sql`set local search_path to ${sql.join(schemas)}`.execute(trx);
      return ask(trx);
    });
  const said = (rows: readonly ReviewRow[]) =>
    rows.map(({ partner_id, change, difference }) => [partner_id, change, Number(difference)]);
  const ALL = [
    ['acme', 'less', -60_000],
    ['dune', 'more', 60_000],
    ['blue', 'gone', -50_000],
    ['elm', 'new', 10_000],
    ['corp', 'same', 0],
  ];

  it('has the largest difference first, of one size by name, without what was sent back or left out', async () => {
    expect(said(await read((db) => reviewRows(db, compared, 99, null)))).toEqual(ALL);
  });

  it('goes on behind the row that was shown last', async () => {
    const found: unknown[] = [];
    for (let after: After | null = null; ;) {
      const from: After | null = after;
      const [row]: readonly ReviewRow[] = await read((db) => reviewRows(db, compared, 1, from));
      if (!row) break;
      found.push(...said([row]));
      after = { size: row.difference.replace('-', ''), partnerId: row.partner_id };
    }
    expect(found).toEqual(ALL);
  });

  it('adds up over all payees', async () => {
    expect(await read((db) => reviewTotals(db, compared))).toMatchObject({
      payees: '5',
      new_payees: '1',
      gone_payees: '1',
      changed_payees: '2',
      same_payees: '1',
      amount: '121000',
      last: '161000',
      difference: '-40000',
      held: '0',
      excluded: '0',
    });
  });

  it('is all new where there is none before', async () => {
    const first = { ...compared, last: null };
    const rows = await read((db) => reviewRows(db, first, 99, null));
    expect(rows.map(({ partner_id, change }) => [partner_id, change])).toEqual([
      ['dune', 'new'],
      ['acme', 'new'],
      ['elm', 'new'],
      ['corp', 'new'],
    ]);
    expect(rows[0]).toMatchObject({ last: '0', last_statement_id: null, last_figures: null });
  });
});
