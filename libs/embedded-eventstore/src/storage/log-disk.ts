import { fdatasync, write, writeSync } from 'node:fs';
import { promisify } from 'node:util';

/** How a log reaches its disk. A test can put one in between that is full, slow or broken. */
export interface LogDisk {
  /** Writes `bytes` from `offset` on at the position. @returns how many it has written */
  write(fd: number, bytes: Buffer, offset: number, position: number): Promise<number>;
  /** Resolves when everything written before is on the disk. */
  sync(fd: number): Promise<void>;
}

const writeTo = promisify(write);

/** Copied to the system sooner than another thread would be awake. */
const SMALL = 64 * 1024;

export const disk: LogDisk = {
  async write(fd, bytes, offset, position) {
    const length = bytes.length - offset;
    if (length <= SMALL) return writeSync(fd, bytes, offset, length, position);
    const { bytesWritten } = await writeTo(fd, bytes, offset, length, position);
    return bytesWritten;
  },
  sync: promisify(fdatasync),
};

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** The disk, a quota or the largest file allowed has no room for what was to be written. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && FULL.includes(String(error.code));
