import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
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
 * after the directory, which the kernel takes away with the process, however that ends.
 * @throws DirectoryInUse
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const name = `accord-${createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 32)}`;
  // Linux keeps names beginning with NUL out of the file system, so that none is left behind.
  const path = process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
  const lock = createServer((socket) => socket.destroy());
  await listen(lock, path, directory);
  lock.unref();
  return () => new Promise((done) => lock.close(() => done()));
}

function listen(lock: Server, path: string, directory: string): Promise<void> {
  return new Promise((listening, refused) => {
    lock.once('error', (error: NodeJS.ErrnoException) =>
      refused(error.code === 'EADDRINUSE' ? new DirectoryInUse(directory) : error),
    );
    lock.listen(path, listening);
  });
}
