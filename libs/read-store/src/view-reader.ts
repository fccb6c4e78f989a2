import { sql, type Kysely } from 'kysely';
import { logPosition, type LogPosition } from '@accord/kernel';
import type { Checkpoints } from './checkpoints';
import type { AccordTables } from './tables';
import type { ViewDb } from './projection';

/** Rows together with the log position that they reflect. */
export interface Reflected<T> {
  readonly value: T;
  readonly position: LogPosition;
  /** One of the views has stopped, or is being built anew, and does not follow the log. */
  readonly stale: boolean;
}

const WAIT_MS = 5_000;

/** Answers questions from the current version of the views. */
export class ViewReader {
  constructor(
    private readonly db: Kysely<AccordTables>,
    private readonly checkpoints: Checkpoints,
  ) {}

  /**
   * Runs a question on one snapshot of the views.
   * @param views names of every view that the question reads
   * @param minPosition answer only from a state that includes this position; waits up to 5 s for it
   * @throws BehindError, ViewStopped
   */
  async read<T>(
    views: readonly string[],
    ask: (db: ViewDb) => Promise<T>,
    minPosition?: LogPosition,
  ): Promise<Reflected<T>> {
    if (minPosition !== undefined) await this.checkpoints.waitFor(views, minPosition, WAIT_MS);
    return this.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        await sql`set local search_path to read, public`.execute(trx);
        const stands = await trx
          .selectFrom('accord.view_checkpoints')
          .select(['position', 'status', 'current'])
          .where('namespace', '=', '')
          .where('view', 'in', [...views])
          .execute();
        const value = await ask(trx);
        const positions = stands.flatMap(({ position, current }) =>
          current ? [position ?? 0n] : [],
        );
        const least = positions.reduce((a, b) => (b < a ? b : a), positions[0] ?? 0n);
        return {
          value,
          position: logPosition(least),
          stale: stands.some(({ status, current }) => status === 'stopped' || !current),
        };
      });
  }
}
