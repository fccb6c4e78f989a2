import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgres } from '@accord/read-store';

/** What tells a demo's folder from one with somebody's data. */
const MARK = 'demo.txt';
const MARK_TEXT = 'A demo keeps its data here. The next demo in this folder empties it first.\n';

/**
 * A demo starts from nothing: removes what an earlier one left in the directory, with the PostgreSQL
 * that may still run on it.
 * @throws Error when the directory holds anything else; it is left as it was
 */
export async function emptyDemo(directory: string): Promise<void> {
  const found = readdirSync(directory);
  if (found.length > 0) {
    if (!found.includes(MARK)) {
      throw new Error(`${directory} exists and is no demo's; choose another folder with --data`);
    }
    await removePostgres({ dataDirectory: directory });
    for (const name of found) {
      if (name !== MARK) rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
  writeFileSync(join(directory, MARK), MARK_TEXT);
}
