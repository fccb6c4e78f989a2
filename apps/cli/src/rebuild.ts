import { batches, type LogRecord } from '@accord/event-store';
import type { LogPosition } from '@accord/kernel';
import { ViewWriter, type Projection } from '@accord/read-store';
import type { Stores } from './stores';

const BATCH_SIZE = 500;

/** Feeds views of their own from the log, from its beginning on. */
export class Rebuild {
  private constructor(
    private readonly stores: Stores,
    private readonly writer: ViewWriter,
  ) {}

  static async begin(
    stores: Stores,
    projections: readonly Projection[],
    namespace: string,
  ): Promise<Rebuild> {
    const idAt = (position: LogPosition) => stores.log.idAt(position);
    return new Rebuild(
      stores,
      await ViewWriter.open(stores.reads.db, projections, idAt, { namespace }),
    );
  }

  /**
   * Feeds every record for which the condition holds, in order, up to the first for which it does not.
   * @param through where to stop at the latest
   * @throws Error when a view cannot take an event
   */
  async feed(
    through: LogPosition,
    isIn: (record: LogRecord) => boolean,
    onProgress: (position: LogPosition) => void,
  ): Promise<void> {
    const after = this.writer.readAfter;
    if (after !== undefined && after >= through) return;
    const ending = new AbortController();
    const onBreak = (error: Error): void =>
      void process.stderr.write(`reading the log again: ${error.message}\n`);
    const log = this.stores.log.follow({ after, signal: ending.signal, onBreak });
    try {
      for await (const records of batches(log, BATCH_SIZE)) {
        const within = records.filter((record) => record.position <= through && isIn(record));
        await this.write(within);
        const last = records.at(-1)?.position;
        if (last !== undefined) onProgress(last);
        if (within.length < records.length || (last !== undefined && last >= through)) return;
      }
    } finally {
      // The log has no end: only the signal ends the wait for its next record.
      ending.abort();
    }
  }

  private async write(records: readonly LogRecord[]): Promise<void> {
    const last = records.at(-1);
    if (!last) return;
    const events = records.flatMap(({ event }) => (event ? [event] : []));
    await this.writer.write({ events, reached: last.position });
    for (const [view, { status, error }] of this.writer.states) {
      if (status === 'stopped') throw new Error(`"${view}" cannot be rebuilt: ${error}`);
    }
  }
}
