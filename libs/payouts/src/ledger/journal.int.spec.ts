import * as fc from 'fast-check';
import {
  currency,
  isoDate,
  logPosition,
  money,
  posting,
  toJson,
  type DomainEvent,
  type Recorded,
} from '@accord/kernel';
import { type ReadStore, ViewWriter, dropNamespace, schemaOf, sql } from '@accord/read-store';
import { startDatabase, type DatabaseUnderTest } from '../../../../test/support/database';
import { journalProjection } from './journal.projection';

type Entry = readonly [book: string, occurredOn: string, cents: bigint];
type Step = { readonly entry: Entry } | { readonly close: readonly [book: string, day: string] };

const recorded = (
  at: number,
  { type, data }: DomainEvent,
  stream: string,
  occurredOn = '2026-06-20',
): Recorded => ({
  type,
  data,
  id: `e${at}`,
  stream,
  revision: at,
  position: logPosition(BigInt(at + 1)),
  recordedAt: '2026-06-20T10:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: `c${at}`,
    commandHash: 'c',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'fiona', role: 'finance' },
    occurredOn: isoDate(occurredOn),
  },
});

function eventOf(step: Step, at: number): Recorded {
  if ('close' in step) {
    const [book, through] = step.close;
    const data = { book, quarter: 'FY2027-Q1', position: '0', closedOn: '2026-06-20', through };
    return recorded(at, { type: 'PeriodClosed', data }, `period-${book}.${through}`);
  }
  const [book, occurredOn, cents] = step.entry;
  const amount = money(cents, currency('USD'));
  const of = { accountId: 'e.fjord.USD', partnerId: 'fjord', book, currency: 'USD' };
  const claim = { amount: toJson(amount) };
  const postings = [posting('M6', { debit: '4910', credit: '2110', amount })];
  const data = { ...of, claim, postings };
  return recorded(at, { type: 'FundClaimPosted', data }, 'account-e.fjord.USD', occurredOn);
}

describe('The journal of closed books', () => {
  let database: DatabaseUnderTest;
  let store: ReadStore;
  let runs = 0;

  beforeAll(async () => {
    database = await startDatabase();
    store = database.store;
  });
  afterAll(() => database.stop());

  /** @returns after each batch what is debited, by day in the books */
  async function afterEach(batches: readonly (readonly Recorded[])[]) {
    const namespace = `run${++runs}`;
    const nothing = () => Promise.resolve(undefined);
    const writer = await ViewWriter.open(store.db, [journalProjection], nothing, { namespace });
    const table = sql.id(schemaOf(journalProjection, namespace), 'journal_lines');
    const told: { book: string; booked_on: string; occurred_on: string; cents: string }[][] = [];
    for (const events of batches) {
      const last = events.at(-1);
      if (last) await writer.write({ events, reached: last.position });
      const { rows } = await sql<(typeof told)[number][number]>`
        select book, booked_on, occurred_on, debit_minor::text as cents from ${table}
        where debit_minor > 0 order by position`.execute(store.db);
      told.push(rows);
    }
    const { status, error } = writer.states.get('journal_lines') ?? {};
    expect({ status, error }).toEqual({ status: 'active', error: null });
    await dropNamespace(store.db, [journalProjection], namespace);
    return told;
  }

  it('has what comes late on the first open day, with its business date, book by book', async () => {
    const steps: Step[] = [
      { entry: ['gitlab', '2026-04-20', 1n] },
      { close: ['gitlab', '2026-04-30'] },
      { entry: ['gitlab', '2026-04-20', 2n] },
      { entry: ['gitlab', '2026-04-30', 3n] },
      { entry: ['gitlab', '2026-05-01', 4n] },
      { entry: ['cirrus', '2026-04-20', 5n] },
      { close: ['gitlab', '2026-07-31'] },
      { entry: ['gitlab', '2026-01-31', 6n] },
    ];
    const events = steps.map(eventOf);
    const expected = [
      ['gitlab', '2026-04-20', '2026-04-20', '1'],
      ['gitlab', '2026-05-01', '2026-04-20', '2'],
      ['gitlab', '2026-05-01', '2026-04-30', '3'],
      ['gitlab', '2026-05-01', '2026-05-01', '4'],
      ['cirrus', '2026-04-20', '2026-04-20', '5'],
      ['gitlab', '2026-08-01', '2026-01-31', '6'],
    ];
    for (const batches of [[events], events.map((event) => [event])]) {
      const rows = (await afterEach(batches)).at(-1) ?? [];
      expect(rows.map((row) => [row.book, row.booked_on, row.occurred_on, row.cents])).toEqual(
        expected,
      );
    }
  });

  it('never says anything else of a day that is closed, whatever comes after the close', async () => {
    const day = fc
      .integer({ min: 0, max: 200 })
      .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    const book = fc.constantFrom('gitlab', 'cirrus');
    const step: fc.Arbitrary<Step> = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(book, day, fc.bigInt(1n, 999n)).map((entry) => ({ entry })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(book, fc.constantFrom('2026-01-31', '2026-04-30', '2026-07-31'))
          .map((close) => ({ close })),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const told = await afterEach(steps.map((one, at) => [eventOf(one, at)]));
        const closed = steps.flatMap((one, at) => ('close' in one ? [{ at, of: one.close }] : []));
        for (const { at, of } of closed) {
          const [name, through] = of;
          const closedPart = (rows: (typeof told)[number] = []) =>
            rows.filter((row) => row.book === name && row.booked_on <= through);
          for (const later of told.slice(at))
            expect(closedPart(later)).toEqual(closedPart(told[at]));
        }
      }),
      { numRuns: 25 },
    );
  });
});
