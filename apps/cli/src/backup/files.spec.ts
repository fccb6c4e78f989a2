import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFiles, vaultIn, writeRows } from './files';
import type { Manifest } from './manifest';

/** Longer than what is read at once, and with what some take for the end of a line. */
const ROWS = [
  '{"name":"a\u2028b\u0085c\\n"}',
  JSON.stringify({ bytes: 'é'.repeat(200_000) }),
  '{}',
];

describe('The files of a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-files-'));
  mkdirSync(join(folder, 'vault'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function* each(): AsyncGenerator<string> {
    yield* ROWS;
  }

  it('give back the rows that went in, and are known by size and hash', async () => {
    const file = 'vault/people.jsonl';
    const written = await writeRows(join(folder, file), each());
    expect(written).toMatchObject({ rows: 3, bytes: statSync(join(folder, file)).size });
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    const table = { table: 'people', columns: ['name'], file, ...written };
    const manifest: Pick<Manifest, 'vault'> = { vault: [table] };
    const [copy] = vaultIn(folder, manifest);
    const read: string[] = [];
    for await (const row of copy?.rows ?? []) read.push(row);
    expect(read).toEqual(ROWS);

    const seen: [number, number][] = [];
    await checkFiles(folder, [table], (done, all) => seen.push([done, all]));
    expect(seen.at(-1)).toEqual([written.bytes, written.bytes]);
    appendFileSync(join(folder, file), '\n');
    await expect(checkFiles(folder, [table], () => undefined)).rejects.toThrow(
      'not what was backed',
    );
    await expect(writeRows(join(folder, file), each())).rejects.toThrow('EEXIST');
  });
});
