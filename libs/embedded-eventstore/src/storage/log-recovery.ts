import { readSync } from 'node:fs';
import { FILE_HEADER_SIZE, MAX_EVENT_SIZE, RECORD_HEADER_SIZE } from './log-format';
import { recordAt, type RecordFrame } from './log-format';

const WINDOW = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(64 * 1024);

/** An acknowledged part of the log is no longer what was written. Nothing has been changed. */
export class DamagedLog extends Error {
  constructor(
    readonly offset: number,
    readonly laterRecord: number,
  ) {
    super(
      `the log is damaged at byte ${offset}: no valid record lies there, but a record that was synced ` +
        `later lies at byte ${laterRecord}. Restore the log from a backup; nothing has been changed`,
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
}

/**
 * Reads the whole log.
 * @param onRequest gets the records of each complete write request, in order
 * @throws DamagedLog if something follows the first damage that was synced after it
 */
export function recoverLog(
  fd: number,
  size: number,
  onRequest: (records: readonly LoggedRecord[]) => void,
): Recovery {
  const scanner = new Scanner(fd, size);
  let position = FILE_HEADER_SIZE;
  let end = position;
  let request: LoggedRecord[] = [];
  for (let frame = scanner.frameAt(position); frame; frame = scanner.frameAt(position)) {
    request.push({ position, event: frame.event });
    position += frame.size;
    if (!frame.last) continue;
    onRequest(request);
    request = [];
    end = position;
  }
  const rest = scanner.inspect(position);
  if (rest.laterRecord !== undefined) throw new DamagedLog(position, rest.laterRecord);
  return { end, torn: request.length > 0 || rest.written };
}

class Scanner {
  #window: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(
    private readonly fd: number,
    private readonly size: number,
  ) {}

  frameAt(position: number): RecordFrame | undefined {
    if (position + RECORD_HEADER_SIZE > this.size) return undefined;
    const known = recordAt(this.#window, position - this.#start, position);
    if (known) return known;
    this.#load(position, WINDOW);
    const length = this.#window.readUInt32LE(4);
    if (length <= MAX_EVENT_SIZE && length + RECORD_HEADER_SIZE > WINDOW) {
      this.#load(position, length + RECORD_HEADER_SIZE);
    }
    return recordAt(this.#window, 0, position);
  }

  /** What lies from `damage` on: anything but zeros, and a record that was synced later? */
  inspect(damage: number): { written: boolean; laterRecord?: number } {
    let written = false;
    for (let start = damage; start < this.size; start += ZEROS.length) {
      // Read beyond the block: a record header may begin at its very end.
      const block = this.#read(start, ZEROS.length + RECORD_HEADER_SIZE);
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
    this.#window = this.#read(position, length);
    this.#start = position;
  }

  #read(position: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(Math.min(length, this.size - position));
    const count = readSync(this.fd, buffer, 0, buffer.length, position);
    return buffer.subarray(0, count);
  }
}
