import { sql, upsert, type Projection } from '@accord/read-store';
import { accountEvents } from '../account/account.events';
import { coFunderEvents } from '../co-funder/co-funder.events';
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
  'recorded_at',
] as const satisfies readonly (keyof JournalRow)[];

/** Every journal line of the financial ledger, by where it was recorded. */
export const journalProjection: Projection = {
  name: 'journal_lines',
  version: 3,
  tables: ['journal_lines'],
  events: [accountEvents, coFunderEvents],
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
        recorded_at text not null,
        primary key (position, line)
      )`.execute(db);
    await sql`create index on journal_lines (code, position, line)`.execute(db);
    await sql`create index on journal_lines (booked_on)`.execute(db);
  },
  async apply(db, events) {
    const rows = events.flatMap((event) =>
      accountEvents.includes(event) || coFunderEvents.includes(event) ? journalRows(event) : [],
    );
    await upsert(db, 'journal_lines', KEY, COLUMNS, rows);
  },
};
