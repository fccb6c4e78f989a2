import { closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { readSync, write } from 'node:fs';
import { promisify } from 'node:util';
import type { EventContent, NewEvent, PlacedEvent } from '../engine/event';
import { type EventLog, LogUnavailable } from '../engine/event-log';
import { readRecordedEvent, writeRecordedEvent } from '../protocol/recorded-event';
import { WireWriter } from '../protocol/wire-writer';
import { RECORD_HEADER_SIZE, recordAt, sealRecord } from './log-format';
import { type LoggedRecord, recoverLog } from './log-recovery';

const writeTo = promisify(write);
const sync = promisify(fdatasync);

const FIRST_GROWTH = 1024 * 1024;
const LARGEST_GROWTH = 16 * 1024 * 1024;
const ZEROS = Buffer.alloc(FIRST_GROWTH);

interface Batch {
  readonly start: number;
  readonly records: Buffer[];
  readonly durable: Promise<void>;
  readonly settle: { done: () => void; failed: (error: Error) => void };
}

/** Append-only file of events. Everything placed while one sync runs goes to disk with the next. */
export class LogFile implements EventLog {
  #tail: number;
  #allocated: number;
  #next: Batch | undefined;
  #flushing: Promise<void> | undefined;
  #failure: Error | undefined;
  readonly #writer = new WireWriter();

  private constructor(
    private readonly fd: number,
    end: number,
    /** Bytes of an incomplete write were found behind the log's end, and cut off. */
    readonly tornTailCut: boolean,
    private readonly now: () => number,
  ) {
    this.#tail = end;
    this.#allocated = end;
  }

  /**
   * @param onRequest gets every stored write request in order, before this returns
   * @throws DamagedLog
   */
  static open(
    path: string,
    onRequest: (records: readonly LoggedRecord[]) => void,
    now: () => number = Date.now,
  ): LogFile {
    const fd = openSync(path, 'r+');
    try {
      const { size } = fstatSync(fd);
      const { end, torn } = recoverLog(fd, size, onRequest);
      if (size > end) {
        ftruncateSync(fd, end);
        fdatasyncSync(fd);
      }
      return new LogFile(fd, end, torn, now);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  /** First byte behind everything placed so far. */
  get tail(): number {
    return this.#tail;
  }

  append(events: readonly NewEvent[]): { placed: PlacedEvent[]; durable: Promise<void> } {
    if (this.#failure) throw new LogUnavailable(this.#failure.message, { cause: this.#failure });
    const batch = (this.#next ??= this.#newBatch());
    const created = this.now();
    const placed = events.map((event, index) => {
      const position = this.#tail;
      writeRecordedEvent(this.#writer.restart(RECORD_HEADER_SIZE), event, position, created);
      const record = this.#writer.finish();
      sealRecord(record, position, batch.start, index === events.length - 1);
      batch.records.push(record);
      this.#tail += record.length;
      const { id, stream, revision, data } = event;
      return { id, stream, revision, data, position, end: this.#tail };
    });
    return { placed, durable: batch.durable };
  }

  encoded(position: number, end: number): Buffer {
    const record = Buffer.allocUnsafe(end - position);
    readSync(this.fd, record, 0, record.length, position);
    const frame = recordAt(record, 0, position);
    if (!frame) throw new Error(`the record at byte ${position} of the log is damaged`);
    return frame.event;
  }

  content(position: number, end: number): EventContent {
    return readRecordedEvent(this.encoded(position, end));
  }

  /** Waits for what was placed, then closes the file at its true length. */
  async close(): Promise<void> {
    while (this.#flushing) await this.#flushing;
    if (!this.#failure) ftruncateSync(this.fd, this.#tail);
    closeSync(this.fd);
    this.#failure ??= new Error('the store is closed');
  }

  #newBatch(): Batch {
    let settle: Batch['settle'] = { done: () => undefined, failed: () => undefined };
    const durable = new Promise<void>((done, failed) => (settle = { done, failed }));
    // Appends that arrive in the same turn of the event loop share the sync.
    this.#flushing ??= new Promise((resolve) => setImmediate(() => resolve(this.#flush())));
    return { start: this.#tail, records: [], durable, settle };
  }

  async #flush(): Promise<void> {
    for (let batch = this.#next; batch; batch = this.#next) {
      this.#next = undefined;
      try {
        if (this.#failure) throw this.#failure;
        await this.#writeOut(Buffer.concat(batch.records), batch.start);
        batch.settle.done();
      } catch (cause) {
        // What reached the disk is unknown from here on, so nothing may be written behind it.
        this.#failure ??= new Error(`writing the log failed: ${String(cause)}`, { cause });
        batch.settle.failed(new LogUnavailable(this.#failure.message, { cause }));
      }
    }
    this.#flushing = undefined;
  }

  /** Syncing into space that was written before is up to five times faster than growing the file. */
  async #writeOut(bytes: Buffer, start: number): Promise<void> {
    const end = start + bytes.length;
    await this.#writeAll(bytes, start);
    if (end > this.#allocated) {
      const growth = Math.min(Math.max(this.#allocated, FIRST_GROWTH), LARGEST_GROWTH);
      for (let at = end; at < end + growth; at += ZEROS.length) await this.#writeAll(ZEROS, at);
      this.#allocated = end + growth;
    }
    await sync(this.fd);
  }

  async #writeAll(bytes: Buffer, start: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await writeTo(
        this.fd,
        bytes,
        done,
        bytes.length - done,
        start + done,
      );
      done += bytesWritten;
    }
  }
}
