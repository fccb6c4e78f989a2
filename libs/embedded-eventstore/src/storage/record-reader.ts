import { readSync } from 'node:fs';
import { readFully } from './durable-file';
import { recordAt, type RecordFrame } from './log-format';
import { DamagedLog } from './log-recovery';

/** Read at once for a reader that goes forwards. */
const READ_AHEAD = 64 * 1024;

/** Reads records whose places are known. */
export class RecordReader {
  readonly #damaged = new Set<number>();
  #ahead = { start: 0, bytes: Buffer.alloc(0) };
  #lastEnd = 0;

  /** @param warn hears once of each damaged record that was read */
  constructor(
    private readonly fd: number,
    private readonly warn: (text: string) => void,
  ) {}

  /**
   * @param end where the record ends
   * @param tail where the log ends: behind it there is nothing to read ahead
   * @throws DamagedLog if it is not the record that was written there
   */
  read(position: number, end: number, tail: number): RecordFrame {
    const isNext = position === this.#lastEnd;
    const frame = (isNext && this.#readAhead(position, end, tail)) || this.#readOne(position, end);
    this.#lastEnd = end;
    if (frame) return frame;
    const damage = new DamagedLog(position, 'the event that lay there cannot be read');
    if (!this.#damaged.has(position)) this.warn(damage.message);
    this.#damaged.add(position);
    throw damage;
  }

  /**
   * Most records behind the one that was read last need no read of their own. What was still being
   * written when it was read ahead is no record, and is read once more.
   */
  #readAhead(position: number, end: number, tail: number): RecordFrame | undefined {
    if (position < this.#ahead.start || end > this.#ahead.start + this.#ahead.bytes.length) {
      // Never the same memory again: what was given out may still be on its way to a client.
      const bytes = Buffer.allocUnsafe(Math.min(READ_AHEAD, tail - position));
      const count = readSync(this.fd, bytes, 0, bytes.length, position);
      this.#ahead = { start: position, bytes: bytes.subarray(0, count) };
    }
    return recordAt(this.#ahead.bytes, position - this.#ahead.start, position);
  }

  #readOne(position: number, end: number): RecordFrame | undefined {
    const record = Buffer.allocUnsafe(end - position);
    return readFully(this.fd, record, position) ? recordAt(record, 0, position) : undefined;
  }
}
