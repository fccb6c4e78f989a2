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
