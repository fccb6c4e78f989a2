import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CopiedTable } from '@accord/read-store';
import type { BackedUpFile, Manifest } from './manifest';

interface Written extends Pick<BackedUpFile, 'bytes' | 'sha256'> {
  readonly rows: number;
}

/** Writes a new file, one row a line; it is on the disk when this resolves. */
export async function writeRows(path: string, rows: AsyncIterable<string>): Promise<Written> {
  const hash = createHash('sha256');
  const written = { rows: 0, bytes: 0 };
  await pipeline(
    rows,
    async function* (some: AsyncIterable<string>) {
      for await (const row of some) {
        const line = Buffer.from(`${row}\n`);
        hash.update(line);
        written.rows += 1;
        written.bytes += line.length;
        yield line;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { ...written, sha256: hash.digest('hex') };
}

/** The vault of a backup, each table to be read once. */
export const vaultIn = (folder: string, { vault }: Pick<Manifest, 'vault'>): CopiedTable[] =>
  vault.map(({ table, columns, file }) => ({ table, columns, rows: rowsIn(join(folder, file)) }));

/** The lines of a file that `writeRows` has written; one may be longer than what is read at once. */
async function* rowsIn(path: string): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const text of createReadStream(path, 'utf8')) {
    // A row may hold other characters that some take for the end of a line.
    const [end = '', ...lines] = String(text).split('\n');
    begun.push(end);
    for (const next of lines) {
      yield begun.join('');
      begun = [next];
    }
  }
}

/**
 * Reads the files of a backup to see that each is what its manifest says.
 * @throws Error naming the file that is missing or another
 */
export async function checkFiles(
  folder: string,
  files: readonly BackedUpFile[],
  onProgress: (read: number, all: number) => void,
): Promise<void> {
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let read = 0;
  for (const { file, bytes, sha256 } of files) {
    const path = join(folder, file);
    if (!existsSync(path)) throw new Error(`${path} is missing; the backup is not whole`);
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
      size += chunk.length;
      onProgress((read += chunk.length), all);
    }
    if (size !== bytes || hash.digest('hex') !== sha256) {
      throw new Error(
        `${path} is not what was backed up: its SHA-256 or size is not the one in manifest.json. ` +
          'Take another backup',
      );
    }
  }
}
