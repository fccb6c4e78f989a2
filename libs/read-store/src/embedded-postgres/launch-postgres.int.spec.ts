import { existsSync } from 'node:fs';
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

  it('lies where the server can reach it, below a folder closed to others too, and goes with that', async () => {
    const isRoot = process.getuid?.() === 0;
    const closed = await mkdtemp(join(tmpdir(), 'accord-closed-'));
    await chmod(closed, 0o700);
    const data = join(closed, 'data');
    const first = await launchPostgres({ dataDirectory: data });
    expect(await noted(first.url)).toEqual(['here']);
    await first.stop();
    // As root the server runs as somebody else, who cannot get there.
    expect(first.dataDirectory.startsWith(data)).toBe(!isRoot);

    const second = await launchPostgres({ dataDirectory: data });
    expect(second.dataDirectory).toBe(first.dataDirectory);
    expect(await noted(second.url)).toEqual(['here', 'here']);
    await second.stop();
    await rm(closed, { recursive: true });

    const other = await mkdtemp(join(tmpdir(), 'accord-closed-'));
    const third = await launchPostgres({ dataDirectory: other });
    await third.stop();
    expect(existsSync(first.dataDirectory)).toBe(false);
    await rm(other, { recursive: true });
  });
});
