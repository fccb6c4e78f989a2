import { disk, type LogDisk } from '../log-disk';

/** A disk that can be told to fail, and that counts. */
export class FaultyDisk implements LogDisk {
  /** Bytes that can still be written. */
  room = Infinity;
  failsToSync = false;
  syncs = 0;
  /** Syncs end when this does. */
  held: Promise<void> = Promise.resolve();

  async write(fd: number, bytes: Buffer, offset: number, position: number): Promise<number> {
    if (this.room === 0) throw full();
    const end = Math.min(bytes.length, offset + this.room);
    const written = await disk.write(fd, bytes.subarray(0, end), offset, position);
    this.room -= written;
    return written;
  }

  async sync(fd: number): Promise<void> {
    this.syncs++;
    await this.held;
    if (this.failsToSync)
      throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    await disk.sync(fd);
  }
}

const full = (): Error =>
  Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
