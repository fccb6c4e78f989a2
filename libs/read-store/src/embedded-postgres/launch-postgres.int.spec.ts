import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadStore } from '../read-store';
import { sql } from 'kysely';
import { launchPostgres } from './launch-postgres';

describe('The PostgreSQL of a data directory', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'accord-postgres-'));
    await chmod(directory, 0o755);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function noted(url: string): Promise<string[]> {
    const store = await ReadStore.connect(url);
    try {
      await sql`create table if not exists notes (text text)`.execute(store.db);
      await sql`insert into notes values ('here')`.execute(store.db);
      const { rows } = await sql<{ text: string }>`select text from notes`.execute(store.db);
      return rows.map(({ text }) => text);
    } finally {
      await store.close();
    }
  }

  it('keeps what was written over a restart, and a server left running is used instead', async () => {
    const first = await launchPostgres({ dataDirectory: directory });
    expect(await noted(first.url)).toEqual(['here']);
    await first.stop();

    const second = await launchPostgres({ dataDirectory: directory });
    expect(await noted(second.url)).toEqual(['here', 'here']);
    const again = await launchPostgres({ dataDirectory: directory });
    expect(again.pid).toBe(second.pid);
    await again.stop();
  });
});
