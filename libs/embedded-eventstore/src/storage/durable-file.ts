import { closeSync, fsyncSync, openSync, readSync, renameSync } from 'node:fs';

/** A file appears under its name only when it is whole and on the disk: a crash leaves none or all. */
export function moveIntoPlace(draft: string, path: string, directory: string): void {
  renameSync(draft, path);
  syncDirectory(directory);
}

export function syncDirectory(directory: string): void {
  const folder = openSync(directory, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Fills `bytes` from the file. @returns whether the file had so many */
export function readFully(fd: number, bytes: Uint8Array, position: number): boolean {
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(fd, bytes, done, bytes.length - done, position + done);
    if (count === 0) return false;
    done += count;
  }
  return true;
}
