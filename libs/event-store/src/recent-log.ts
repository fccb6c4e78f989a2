import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { LogPosition, Recorded } from '@accord/kernel';
import { backOff } from './deadline';
import { StoreUnavailable } from './errors';
import type { EventStore, LogRecord } from './event-store';
import type { SubscriptionOptions } from './subscription';

const BATCH_SIZE = 500;
/** Records that are kept: whoever is further behind reads the log for itself until it has caught up. */
const KEPT = 4 * BATCH_SIZE;

interface RecentLogOptions extends Omit<SubscriptionOptions, 'after'> {
  /** Whether some follower asks for the event. Of others only the place is kept: one may hold a MiB. */
  readonly wants: (event: Recorded) => boolean;
}

/** The newest records of the log, read and decoded once for all followers of one process. */
export class RecentLog {
  private kept: LogRecord[] = [];
  /** What is kept begins behind this position; nothing is while the log's head is not known. */
  private floor: LogPosition | undefined;
  private changed: () => void = () => undefined;
  private change = this.nextChange();

  constructor(
    private readonly store: EventStore,
    private readonly options: RecentLogOptions,
  ) {}

  /** Reads what arrives from now on, until the signal says stop. */
  async run(): Promise<void> {
    const { position } = await this.store.head();
    this.floor = position;
    this.wake();
    for await (const record of this.store.follow({ ...this.options, after: position })) {
      this.kept.push(this.wanted(record));
      if (this.kept.length === 2 * KEPT) {
        this.floor = this.kept[KEPT - 1]?.position;
        this.kept = this.kept.slice(KEPT);
      }
      this.wake();
    }
    this.wake();
  }

  /**
   * @param after position of the last record already handled; undefined starts at the beginning
   * @returns every record behind it in order and in batches, for ever; ends when the signal says so
   */
  async *follow(
    after: LogPosition | undefined,
  ): AsyncGenerator<readonly LogRecord[], void, undefined> {
    const { signal } = this.options;
    for (let last = after; !signal.aborted;) {
      const { change } = this;
      const records = this.holds(last)
        ? this.behind(last)
        : (await this.page(last, BATCH_SIZE, signal)).map((record) => this.wanted(record));
      if (records.length === 0) {
        await unlessAborted(change, signal);
        // What arrives together is handled together.
        await setImmediate();
        continue;
      }
      yield records;
      last = records.at(-1)?.position;
    }
  }

  /**
   * The same for one that wants other events than most: it reads them for itself, and is only told when
   * there is something to read. No call stays open while it works or waits, of which a connection
   * has few.
   * @param size records that are read together
   */
  async *pages(
    after: LogPosition | undefined,
    size: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogRecord[], void, undefined> {
    for (let last = after; !signal.aborted;) {
      const { change } = this;
      const records = await this.page(last, size, signal);
      if (records.length === 0) {
        await unlessAborted(change, signal);
        continue;
      }
      yield records;
      last = records.at(-1)?.position;
    }
  }

  /** However long the store is away. @returns nothing where nothing is there yet, or at the end */
  private async page(
    last: LogPosition | undefined,
    size: number,
    signal: AbortSignal,
  ): Promise<readonly LogRecord[]> {
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        return await this.store.page(last, size);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.options.onBreak(error);
        await backOff(attempt, 2_000);
      }
    }
    return [];
  }

  private wanted(record: LogRecord): LogRecord {
    const { event } = record;
    return event && !this.options.wants(event) ? { ...record, event: undefined } : record;
  }

  private holds(last: LogPosition | undefined): last is LogPosition {
    return last !== undefined && this.floor !== undefined && last >= this.floor;
  }

  private behind(last: LogPosition): readonly LogRecord[] {
    const from = this.kept.findLastIndex(({ position }) => position <= last) + 1;
    return this.kept.slice(from, from + BATCH_SIZE);
  }

  private nextChange(): Promise<void> {
    return new Promise((resolve) => (this.changed = resolve));
  }

  private wake(): void {
    this.changed();
    this.change = this.nextChange();
  }
}

/** Until something has changed, or it is over. */
async function unlessAborted(change: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = new AbortController();
  const aborted = once(signal, 'abort', { signal: over.signal }).catch(() => undefined);
  await Promise.race([change, aborted]);
  over.abort();
}
