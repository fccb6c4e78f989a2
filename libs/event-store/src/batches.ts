import { setImmediate } from 'node:timers/promises';

/** Full batches that are read ahead while the consumer works. */
const AHEAD = 2;

/**
 * Gathers what is at hand: a batch ends when it is full or when the next record is not there yet, so
 * that catching up goes in large steps and a single live event does not wait. Reading goes on, within
 * bounds, while the consumer works. A consumer that leaves early ends the source itself: the record
 * asked for last may never come.
 */
export async function* batches<T>(
  records: AsyncGenerator<T, void, undefined>,
  maxSize: number,
): AsyncGenerator<readonly T[], void, undefined> {
  const ahead = new ReadAhead(records, AHEAD * maxSize);
  try {
    while (await ahead.any()) {
      // What has arrived already is read before the batch is cut.
      await setImmediate();
      yield ahead.take(maxSize);
    }
  } finally {
    ahead.leave();
  }
}

class ReadAhead<T> {
  private waiting: T[] = [];
  private ended = false;
  private left = false;
  private failure: { readonly error: unknown } | undefined;
  private changed: () => void = () => undefined;

  constructor(
    records: AsyncIterable<T>,
    private readonly limit: number,
  ) {
    void this.read(records);
  }

  private async read(records: AsyncIterable<T>): Promise<void> {
    try {
      for await (const record of records) {
        this.waiting.push(record);
        this.changed();
        while (this.waiting.length >= this.limit && !this.left) await this.change();
        if (this.left) return;
      }
    } catch (error) {
      this.failure = { error };
    } finally {
      this.ended = true;
      this.changed();
    }
  }

  /** Waits for a record. @returns false at the end @throws what the source threw, behind its records */
  async any(): Promise<boolean> {
    while (this.waiting.length === 0 && !this.ended) await this.change();
    if (this.waiting.length > 0) return true;
    if (this.failure) throw this.failure.error;
    return false;
  }

  take(count: number): T[] {
    const taken = this.waiting.splice(0, count);
    this.changed();
    return taken;
  }

  leave(): void {
    this.left = true;
    this.changed();
  }

  /** Reader and consumer never wait at the same time: one of them has something to do. */
  private change(): Promise<void> {
    return new Promise((resolve) => (this.changed = resolve));
  }
}
