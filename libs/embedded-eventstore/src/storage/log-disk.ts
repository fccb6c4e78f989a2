import { fdatasync, write } from 'node:fs';
import { promisify } from 'node:util';

/** How a log reaches its disk. A test can put one in between that is full, slow or broken. */
export interface LogDisk {
  /** Writes `bytes` from `offset` on at the position. @returns how many it has written */
  write(fd: number, bytes: Buffer, offset: number, position: number): Promise<number>;
  /** Resolves when everything written before is on the disk. */
  sync(fd: number): Promise<void>;
}

const writeTo = promisify(write);

export const disk: LogDisk = {
  async write(fd, bytes, offset, position) {
    const { bytesWritten } = await writeTo(fd, bytes, offset, bytes.length - offset, position);
    return bytesWritten;
  },
  sync: promisify(fdatasync),
};
