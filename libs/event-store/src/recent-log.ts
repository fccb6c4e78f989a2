import { setImmediate } from 'node:timers/promises';
import type { LogPosition, Recorded } from '@accord/kernel';
import { batches } from './batches';
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
    for await (const record of this.read(position)) {
      this.kept.push(record);
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
    for (let last = after; !this.options.signal.aborted;) {
      if (!this.holds(last)) {
        for await (const records of batches(this.read(last), BATCH_SIZE)) {
          yield records;
          last = records.at(-1)?.position ?? last;
          if (this.holds(last)) break;
        }
        continue;
      }
      const records = this.behind(last);
      if (records.length === 0) {
        await this.change;
        // What arrives together is handled together.
        await setImmediate();
        continue;
      }
      yield records;
      last = records.at(-1)?.position;
    }
  }

  private async *read(after: LogPosition | undefined): AsyncGenerator<LogRecord, void, undefined> {
    for await (const record of this.store.follow({ ...this.options, after })) {
      const { event } = record;
      yield event && !this.options.wants(event) ? { ...record, event: undefined } : record;
    }
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
