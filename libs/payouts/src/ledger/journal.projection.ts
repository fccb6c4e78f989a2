import { isoDate, maxDate, type IsoDate } from '@accord/kernel';
import { sql, upsert, type Projection, type ViewDb } from '@accord/read-store';
import { accountEvents } from '../account/account.events';
import { coFunderEvents } from '../co-funder/co-funder.events';
import { periodEvents } from '../period/period.events';
import { journalRows, type JournalRow } from './journal-row';

const KEY = ['position', 'line'] as const;
const COLUMNS = [
  ...KEY,
  'event_id',
  'event_type',
  'account_id',
  'partner_id',
  'entity',
  'book',
  'currency',
  'code',
  'rule',
  'debit_minor',
  'credit_minor',
  'booked_on',
  'occurred_on',
  'recorded_at',
] as const satisfies readonly (keyof JournalRow)[];

/**
 * Every journal line of the financial ledger, by where it was recorded; and how far each book is closed. What
 * comes with a business date of a closed period is booked on the first day after it: closed ones stay as they are.
 */
export const journalProjection: Projection = {
  name: 'journal_lines',
  version: 4,
  tables: ['journal_lines', 'journal_watermarks'],
  events: [accountEvents, coFunderEvents, periodEvents],
  async create(db) {
    await sql`
      create table journal_lines (
        position bigint not null,
        line integer not null,
        event_id text not null,
        event_type text not null,
        account_id text not null collate "C",
        partner_id text not null,
        entity text not null collate "C",
        book text not null,
        currency text not null collate "C",
        code text not null collate "C",
        rule text not null,
        debit_minor bigint not null,
        credit_minor bigint not null,
        booked_on date not null,
        occurred_on date not null,
        recorded_at text not null,
        primary key (position, line)
      )`.execute(db);
    await sql`
      create table journal_watermarks (
        book text primary key collate "C",
        closed_through date not null
      )`.execute(db);
    await sql`create index on journal_lines (code, position, line)`.execute(db);
    await sql`create index on journal_lines (booked_on)`.execute(db);
  },
  async apply(db, events) {
    const closed = await watermarks(db);
    const rows: JournalRow[] = [];
    const moved = new Map<string, IsoDate>();
    for (const event of events) {
      if (accountEvents.includes(event) || coFunderEvents.includes(event)) {
        rows.push(...journalRows(event, closed.get(event.data.book)));
      } else if (periodEvents.includes(event) && event.type === 'PeriodClosed') {
        const { book, through } = event.data;
        if (!through) continue;
        const last = maxDate(closed.get(book) ?? through, through);
        closed.set(book, last);
        moved.set(book, last);
      }
    }
    await upsert(db, 'journal_lines', KEY, COLUMNS, rows);
    const marks = [...moved].map(([book, closed_through]) => ({ book, closed_through }));
    await upsert(db, 'journal_watermarks', ['book'], ['book', 'closed_through'], marks);
  },
};

async function watermarks(db: ViewDb): Promise<Map<string, IsoDate>> {
  const { rows } = await sql<{ book: string; closed_through: string }>`
    select book, closed_through from journal_watermarks`.execute(db);
  return new Map(rows.map((row) => [row.book, isoDate(row.closed_through)]));
}
