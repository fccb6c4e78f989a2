import { readSync } from 'node:fs';
import { FILE_HEADER_SIZE, MAX_EVENT_SIZE, RECORD_HEADER_SIZE } from './log-format';
import { recordAt, type RecordFrame } from './log-format';

const WINDOW = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(64 * 1024);

/** An acknowledged part of the log is no longer what was written. Nothing has been changed. */
export class DamagedLog extends Error {
  constructor(
    readonly offset: number,
    what: string,
  ) {
    super(
      `the log is damaged at byte ${offset}: ${what}. Restore the log from a backup; nothing has been changed`,
    );
  }
}

export interface LoggedRecord {
  readonly position: number;
  readonly event: Buffer;
}

export interface Recovery {
  /** First byte behind the last complete write request. */
  readonly end: number;
  /** Whether bytes of an incomplete, never acknowledged write follow it. */
  readonly torn: boolean;
  /** Where the last sync whose writes are whole began; `end` if no record was read. */
  readonly lastSyncStart: number;
}

/**
 * Reads the log from `start` on, where a record of a new sync begins.
 * @param onRequest gets the records of each complete write request, in order. The memory that their
 *   events lie in is used again afterwards
 * @throws DamagedLog if something follows the first damage that was synced after it
 */
export function recoverLog(
  fd: number,
  size: number,
  onRequest: (records: readonly LoggedRecord[]) => void,
  start = FILE_HEADER_SIZE,
): Recovery {
  const scanner = new Scanner(fd, size);
  let position = start;
  let end = position;
  let lastSyncStart = position;
  let request: number[] = [];
  for (let frame = scanner.frameAt(position); frame; frame = scanner.frameAt(position, end)) {
    request.push(position);
    position += frame.size;
    if (!frame.last) continue;
    onRequest(scanner.records(request, position));
    request = [];
    end = position;
    lastSyncStart = frame.syncStart;
  }
  const rest = scanner.inspect(position);
  if (rest.laterRecord !== undefined) {
    const later = `a record that was synced later lies at byte ${rest.laterRecord}`;
    throw new DamagedLog(position, `no valid record lies there, but ${later}`);
  }
  return { end, torn: request.length > 0 || rest.written, lastSyncStart };
}

/** Finds records in a file, which is read a window at a time, always into the same memory. */
export class Scanner {
  #buffer = Buffer.alloc(0);
  /** What of the file lies in the buffer. */
  #window: Buffer = this.#buffer;
  #start = 0;

  constructor(
    private readonly fd: number,
    private readonly size: number,
  ) {}

  /** @param keep from where on the window must still hold what was found */
  frameAt(position: number, keep = position): RecordFrame | undefined {
    if (position + RECORD_HEADER_SIZE > this.size) return undefined;
    const known = recordAt(this.#window, position - this.#start, position);
    if (known) return known;
    const offset = position - keep;
    // Twice what is kept, so that a large request is not read again for each of its records.
    this.#load(keep, 2 * offset + WINDOW);
    const length = this.#window.readUInt32LE(offset + 4);
    const end = offset + RECORD_HEADER_SIZE + length;
    if (length <= MAX_EVENT_SIZE && end > this.#window.length) this.#load(keep, end);
    return recordAt(this.#window, offset, position);
  }

  /** What was found at these positions, one behind the other up to `end`, and is still in the window. */
  records(positions: readonly number[], end: number): LoggedRecord[] {
    return positions.map((position, n) => ({
      position,
      event: this.#window.subarray(
        position - this.#start + RECORD_HEADER_SIZE,
        (positions[n + 1] ?? end) - this.#start,
      ),
    }));
  }

  /** What lies from `damage` on: anything but zeros, and a record that was synced later? */
  inspect(damage: number): { written: boolean; laterRecord?: number } {
    const buffer = Buffer.allocUnsafe(ZEROS.length + RECORD_HEADER_SIZE);
    let written = false;
    for (let start = damage; start < this.size; start += ZEROS.length) {
      // Read beyond the block: a record header may begin at its very end.
      const block = buffer.subarray(0, readSync(this.fd, buffer, 0, buffer.length, start));
      const length = Math.min(ZEROS.length, this.size - start);
      if (block.compare(ZEROS, 0, length, 0, length) === 0) continue;
      written = true;
      for (
        let offset = 0;
        offset < length && offset + RECORD_HEADER_SIZE <= block.length;
        offset++
      ) {
        const position = start + offset;
        if (block.readUInt32LE(offset + 8) !== position % 2 ** 32) continue;
        const frame = this.frameAt(position);
        if (frame && frame.syncStart > damage) return { written, laterRecord: position };
      }
    }
    return { written };
  }

  #load(position: number, length: number): void {
    const wanted = Math.min(length, this.size - position);
    if (this.#buffer.length < wanted) this.#buffer = Buffer.allocUnsafe(wanted);
    const count = readSync(this.fd, this.#buffer, 0, wanted, position);
    this.#window = this.#buffer.subarray(0, count);
    this.#start = position;
  }
}
