import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import type { EventContent, NewEvent, PlacedEvent } from '../engine/event';
import { type EventLog, LogUnavailable } from '../engine/event-log';
import { readRecordedEvent, writeRecordedEvent } from '../protocol/recorded-event';
import { WireWriter } from '../protocol/wire-writer';
import { readFully } from './durable-file';
import { disk, isFull, type LogDisk } from './log-disk';
import { RECORD_HEADER_SIZE, sealRecord } from './log-format';
import { type LoggedRecord, recoverLog } from './log-recovery';
import { RecordReader } from './record-reader';

const FIRST_GROWTH = 1024 * 1024;
const LARGEST_GROWTH = 16 * 1024 * 1024;
const ZEROS = Buffer.alloc(FIRST_GROWTH);

interface Batch {
  readonly start: number;
  readonly records: Buffer[];
  readonly durable: Promise<void>;
  readonly settle: { done: () => void; failed: (error: Error) => void };
}

export interface LogFileOptions {
  /** First byte to read when opening; what lies before is known already. */
  readonly start?: number;
  readonly now?: () => number;
  readonly disk?: LogDisk;
  /** Called after each sync. */
  readonly onSynced?: () => void;
  /** Hears once of each damaged record that was read, and when no more writes are taken. */
  readonly warn?: (text: string) => void;
}

/** Append-only file of events. Everything placed while one sync runs goes to disk with the next. */
export class LogFile implements EventLog {
  #tail: number;
  #allocated: number;
  #next: Batch | undefined;
  #flushing: Promise<void> | undefined;
  #failure: Error | undefined;
  readonly #reader: RecordReader;
  readonly #writer = new WireWriter();

  private constructor(
    private readonly fd: number,
    end: number,
    /** Bytes of an incomplete write were found behind the log's end, and cut off. */
    readonly tornTailCut: boolean,
    private readonly now: () => number,
    private readonly disk: LogDisk,
    private readonly onSynced: () => void,
    private readonly warn: (text: string) => void,
  ) {
    this.#tail = end;
    this.#allocated = end;
    this.#reader = new RecordReader(fd, warn);
  }

  /**
   * @param onRequest gets every write request stored behind `start`, in order
   * @throws DamagedLog
   */
  static async open(
    path: string,
    onRequest: (records: readonly LoggedRecord[]) => void,
    options: LogFileOptions = {},
  ): Promise<LogFile> {
    const { start, now = Date.now, disk: through = disk } = options;
    const { onSynced = () => undefined, warn = () => undefined } = options;
    const fd = openSync(path, 'r+');
    try {
      const { size } = fstatSync(fd);
      const { end, torn, lastSyncStart } = recoverLog(fd, size, onRequest, start);
      if (size > end) ftruncateSync(fd, end);
      const log = new LogFile(fd, end, torn, now, through, onSynced, warn);
      if (size > end || lastSyncStart < end) await log.#makeDurable(lastSyncStart, end);
      return log;
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
    return this.#reader.read(position, end, this.#tail).event;
  }

  checksum(position: number, end: number): number {
    return this.#reader.read(position, end, this.#tail).checksum;
  }

  content(position: number, end: number): EventContent {
    return readRecordedEvent(this.encoded(position, end));
  }

  /** Waits for what was placed. */
  async settled(): Promise<void> {
    while (this.#flushing) await this.#flushing;
  }

  /** Closes the file at its true length. */
  async close(): Promise<void> {
    await this.settled();
    if (!this.#failure) ftruncateSync(this.fd, this.#tail);
    closeSync(this.fd);
    this.#failure ??= new Error('the store is closed');
  }

  /**
   * What a crashed process wrote may never have been synced, or its sync may have failed, after which
   * another sync succeeds without writing: so the last of it is written again before it is served.
   */
  async #makeDurable(start: number, end: number): Promise<void> {
    const bytes = Buffer.allocUnsafe(end - start);
    if (!readFully(this.fd, bytes, start)) throw new Error('the log ended while it was opened');
    await this.#writeAll(bytes, start);
    await this.disk.sync(this.fd);
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
        this.onSynced();
      } catch (cause) {
        // What reached the disk is unknown from here on, so nothing may be written behind it.
        this.#failure ??= this.#failed(cause);
        batch.settle.failed(new LogUnavailable(this.#failure.message, { cause }));
      }
    }
    this.#flushing = undefined;
  }

  #failed(cause: unknown): Error {
    const failure = new Error(`writing the log failed: ${String(cause)}`, { cause });
    this.warn(`${failure.message}; reads go on, writes are refused until it is started again`);
    return failure;
  }

  async #writeOut(bytes: Buffer, start: number): Promise<void> {
    try {
      await this.#writeAll(bytes, start);
    } catch (error) {
      // None of it is acknowledged: the next start must not find what of it was whole.
      ftruncateSync(this.fd, start);
      throw error;
    }
    if (start + bytes.length > this.#allocated) await this.#growBehind(start + bytes.length);
    await this.disk.sync(this.fd);
  }

  /**
   * Syncing into space that was written before is up to five times faster than growing the file. On a
   * disk without room for that, writes go on to its last byte.
   */
  async #growBehind(end: number): Promise<void> {
    const growth = Math.min(Math.max(this.#allocated, FIRST_GROWTH), LARGEST_GROWTH);
    this.#allocated = end;
    try {
      for (; this.#allocated < end + growth; this.#allocated += ZEROS.length) {
        await this.#writeAll(ZEROS, this.#allocated);
      }
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }

  async #writeAll(bytes: Buffer, start: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      done += await this.disk.write(this.fd, bytes, done, start + done);
    }
  }
}
