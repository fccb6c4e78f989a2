import type { Recorded } from '@accord/kernel';
import { selectByKeys, sql, upsert, type Projection, type ViewDb } from '@accord/read-store';
import { auditRow, type AuditRow } from './audit-row';
import { isInherited, subjectsOf } from './subjects';

interface OwnerRow {
  readonly stream: string;
  readonly subjects: readonly string[];
}

/** Every event that Accord has ever recorded, by what it is about. */
export const auditTrailProjection: Projection = {
  name: 'audit_trail',
  version: 1,
  tables: ['audit_trail', 'audit_owners'],
  async create(db) {
    await sql`
      create table audit_trail (
        position bigint primary key,
        event_id text not null,
        stream text not null,
        revision integer not null,
        type text not null,
        schema_version integer not null,
        recorded_at text not null,
        occurred_on date not null,
        actor text not null,
        role text not null,
        on_behalf_of text,
        public_reason text,
        internal_reason text,
        command_id text not null,
        correlation_id text not null,
        causation_id text not null,
        program_version text,
        subjects jsonb not null
      )`.execute(db);
    await sql`create index on audit_trail using gin (subjects jsonb_path_ops)`.execute(db);
    await sql`create index on audit_trail (stream, revision)`.execute(db);
    await sql`
      create table audit_owners (stream text primary key, subjects jsonb not null)`.execute(db);
  },
  async apply(db, events) {
    const owners = await ownersOf(db, events);
    const rows: AuditRow[] = [];
    const learnt: OwnerRow[] = [];
    for (const event of events) {
      const own = subjectsOf(event);
      const inherited = [event.stream, ...own.map(streamOfDeal)].flatMap(
        (stream) => owners.get(stream) ?? [],
      );
      if (event.revision === 0 && !owners.has(event.stream)) {
        const subjects = [...new Set([...own, ...inherited])].filter(isInherited);
        owners.set(event.stream, subjects);
        learnt.push({ stream: event.stream, subjects });
      }
      rows.push(auditRow(event, [...new Set([...own, ...inherited])].toSorted()));
    }
    await upsert(db, 'audit_owners', ['stream'], ['stream', 'subjects'], learnt);
    await upsert(db, 'audit_trail', ['position'], COLUMNS, rows);
  },
};

const streamOfDeal = (subject: string): string =>
  subject.startsWith('deal:') ? `deal-${subject.slice('deal:'.length)}` : '';

async function ownersOf(
  db: ViewDb,
  events: readonly Recorded[],
): Promise<Map<string, readonly string[]>> {
  const streams = new Set(
    events.flatMap((event) => [event.stream, ...subjectsOf(event).map(streamOfDeal)]),
  );
  streams.delete('');
  const keys = [...streams].map((stream) => ({ stream }));
  const rows = await selectByKeys<OwnerRow>(db, 'audit_owners', ['stream'], keys);
  return new Map(rows.map(({ stream, subjects }) => [stream, subjects]));
}

const COLUMNS = [
  'position',
  'event_id',
  'stream',
  'revision',
  'type',
  'schema_version',
  'recorded_at',
  'occurred_on',
  'actor',
  'role',
  'on_behalf_of',
  'public_reason',
  'internal_reason',
  'command_id',
  'correlation_id',
  'causation_id',
  'program_version',
  'subjects',
] as const satisfies readonly (keyof AuditRow)[];
