import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { ReadStore, launchPostgres } from '@accord/read-store';
import { copyBlankData } from './blank-data';

export interface DatabaseUnderTest {
  readonly url: string;
  readonly store: ReadStore;
  /** Ends every other connection as a crash of the server would; @returns how many there were. */
  cutConnections(): Promise<number>;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own, on a directory that is removed afterwards. */
export async function startDatabase(): Promise<DatabaseUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'accord-database-'));
  copyBlankData(directory, 'database');
  const postgres = await launchPostgres({ dataDirectory: directory });
  const store = await ReadStore.connect(postgres.url);
  return {
    url: postgres.url,
    store,
    async cutConnections() {
      const client = new Client({ connectionString: postgres.url });
      await client.connect();
      const { rowCount } = await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
      );
      await client.end();
      return rowCount ?? 0;
    },
    async stop() {
      await store.close();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
