import { launchPostgres, ReadStore, sql, type ViewDb } from '@accord/read-store';

const SCHEMA = 'match_index';

/**
 * Works on an index of companies: in the database at DATABASE_URL, or else in one of its own in the
 * directory, started for the work and stopped after it.
 */
export async function withIndex<T>(
  directory: string,
  work: (db: ViewDb) => Promise<T>,
  begin = false,
): Promise<T> {
  const own = process.env['DATABASE_URL']
    ? undefined
    : await launchPostgres({ dataDirectory: directory });
  try {
    const store = await ReadStore.connect(own?.url ?? String(process.env['DATABASE_URL']));
    try {
      return await store.db.transaction().execute(async (trx) => {
        if (begin) {
          await sql`drop schema if exists ${sql.id(SCHEMA)} cascade`.execute(trx);
          await sql`create schema ${sql.id(SCHEMA)}`.execute(trx);
        }
        await sql`set local search_path to ${sql.id(SCHEMA)}`.execute(trx);
        return work(trx);
      });
    } finally {
      await store.close();
    }
  } finally {
    await own?.stop();
  }
}
