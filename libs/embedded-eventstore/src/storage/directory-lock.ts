import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another process holds this directory. */
export class DirectoryInUse extends Error {
  constructor(directory: string) {
    super(`another process is using ${directory}; stop it first`);
  }
}

/**
 * Makes this process the only one on a directory for as long as it lives: a listening socket named
 * after the directory, which nobody listens on any more when the process has ended, however that
 * happened. No process id is compared, so that none can be mistaken for another's.
 * @throws DirectoryInUse
 */
export async function lockDirectory(
  directory: string,
  platform: NodeJS.Platform = process.platform,
): Promise<() => Promise<void>> {
  const name = `accord-${createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 32)}`;
  // Linux keeps names beginning with NUL out of the file system, so that none is left behind.
  const isFile = platform !== 'linux';
  const path = isFile ? join(tmpdir(), `${name}.sock`) : `\0${name}`;
  let lock = await listen(path);
  if (!lock && isFile && !(await isServed(path))) {
    rmSync(path, { force: true });
    lock = await listen(path);
  }
  if (!lock) throw new DirectoryInUse(directory);
  lock.unref();
  const held = lock;
  return () => new Promise((done) => held.close(() => done()));
}

/** Undefined if somebody listens there, or has left the name behind. */
function listen(path: string): Promise<Server | undefined> {
  const lock = createServer((socket) => socket.destroy());
  return new Promise((listening, refused) => {
    lock.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? listening(undefined) : refused(error),
    );
    lock.listen(path, () => listening(lock));
  });
}

/** Whether a living process listens there: the name alone may be all that a dead one has left. */
function isServed(path: string): Promise<boolean> {
  return new Promise((answer, failed) => {
    const probe = connect(path, () => {
      probe.destroy();
      answer(true);
    });
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const isStale = error.code === 'ECONNREFUSED' || error.code === 'ENOENT';
      if (isStale) answer(false);
      else failed(error);
    });
  });
}
