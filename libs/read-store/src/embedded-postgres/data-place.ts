import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isReachable, SHARED_PLACE, type ServerUser } from './binaries';

const OWNER = '.owner';
const PREFIX = 'accord-data-';

/**
 * Where PostgreSQL's files of a data directory lie: in it, or in a shared place when the server's user
 * cannot get there. The directory remembers the place, so that a directory which was deleted and made
 * anew gets a new one; places whose directory is gone are removed.
 */
export async function dataPlace(dataDirectory: string, user: ServerUser): Promise<string> {
  if (isReachable(dataDirectory, user)) return resolve(dataDirectory, 'postgres');
  await removeAbandoned();
  const note = noteIn(dataDirectory);
  if (!existsSync(note)) {
    const place = join(SHARED_PLACE, PREFIX + randomBytes(8).toString('hex'));
    await writeFile(place + OWNER, resolve(dataDirectory), { mode: 0o600, flag: 'wx' });
    await writeFile(note, place, { mode: 0o600 });
  }
  return readFile(note, 'utf8');
}

const noteIn = (dataDirectory: string): string => join(dataDirectory, 'postgres.place');

/** Removes the files at the place of a data directory, and what the two know of one another. */
export async function removePlace(dataDirectory: string, place: string): Promise<void> {
  for (const path of [place, place + OWNER, noteIn(dataDirectory)]) {
    await rm(path, { recursive: true, force: true });
  }
}

async function removeAbandoned(): Promise<void> {
  const owners = (await readdir(SHARED_PLACE)).filter(
    (name) => name.startsWith(PREFIX) && name.endsWith(OWNER),
  );
  for (const name of owners) {
    const place = join(SHARED_PLACE, name.slice(0, -OWNER.length));
    const note = noteIn(await readFile(place + OWNER, 'utf8'));
    const isOwned = existsSync(note) && (await readFile(note, 'utf8')) === place;
    // A server that still runs there is somebody's; it ends before its files do.
    if (isOwned || existsSync(join(place, 'postmaster.pid'))) continue;
    await rm(place, { recursive: true, force: true });
    await rm(place + OWNER, { force: true });
  }
}
