import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import type { AccordTables } from './tables';

/** One entry per change of Accord's own tables; entries are added, never edited. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-checkpoints-and-vault': {
    async up(db: Kysely<unknown>) {
      await sql`
        create schema if not exists read;
        create schema if not exists vault;
        create table accord.view_checkpoints (
          namespace text not null,
          view text not null,
          version integer not null,
          position bigint,
          event_id text,
          status text not null check (status in ('active', 'stopped')),
          error text,
          current boolean not null,
          primary key (namespace, view, version)
        );
        create table accord.reactor_checkpoints (
          reactor text primary key,
          position bigint not null,
          event_id text not null
        );
        create table vault.personal_data (
          subject_id text not null,
          kind text not null,
          value jsonb not null,
          stored_at timestamptz not null default now(),
          primary key (subject_id, kind)
        );
        create table vault.evidence (
          sha256 text primary key,
          media_type text not null,
          bytes bytea not null,
          stored_at timestamptz not null default now()
        )`.execute(db);
    },
  },
  '002-webhooks': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table vault.secrets (
          id text primary key,
          value text not null,
          stored_at timestamptz not null default now()
        );
        create table accord.webhook_progress (
          endpoint text primary key,
          start_revision integer not null,
          position bigint not null
        );
        create table accord.webhook_deliveries (
          endpoint text not null,
          event_id text not null,
          position bigint not null,
          stream text not null,
          type text not null,
          attempts integer not null,
          first_at timestamptz not null,
          last_at timestamptz not null,
          status integer,
          error text,
          delivered boolean not null,
          primary key (endpoint, event_id)
        );
        create index on accord.webhook_deliveries (endpoint, position)`.execute(db);
    },
  },
  '003-what-ifs': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table accord.what_ifs (
          id text primary key,
          hash text not null,
          program_id text not null,
          question jsonb not null,
          status text not null default 'open' check (status in ('open', 'done', 'failed')),
          partners integer,
          partners_done integer not null default 0,
          position bigint,
          error text,
          asked bigint generated always as identity
        );
        create table accord.what_if_partners (
          id text not null references accord.what_ifs on delete cascade,
          partner_id text not null collate "C",
          currency text not null collate "C",
          current_minor bigint not null,
          changed_minor bigint not null,
          lines_changed integer not null,
          primary key (id, partner_id, currency)
        );
        create table accord.what_if_lines (
          id text not null references accord.what_ifs on delete cascade,
          line_id text not null collate "C",
          partner_id text not null,
          current jsonb,
          changed jsonb,
          primary key (id, line_id)
        )`.execute(db);
    },
  },
  '004-checkpoints-on-events': {
    async up(db: Kysely<unknown>) {
      await sql`
        alter table accord.view_checkpoints add column event_position bigint;
        update accord.view_checkpoints set event_position = position;
        alter table accord.reactor_checkpoints add column event_position bigint;
        update accord.reactor_checkpoints set event_position = position;
        alter table accord.reactor_checkpoints alter column event_id drop not null`.execute(db);
    },
  },
};

/** Brings Accord's own tables up to date; of several processes one does it and the others wait. */
export async function migrate(db: Kysely<AccordTables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
    migrationTableSchema: 'accord',
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
}
