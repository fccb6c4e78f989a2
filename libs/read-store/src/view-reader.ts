import { sql, type Kysely } from 'kysely';
import { logPosition, type LogPosition } from '@accord/kernel';
import type { Checkpoints } from './checkpoints';
import type { AccordTables } from './tables';
import type { ViewDb } from './projection';
import { RowLookup, type Lookup } from './row-lookup';

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
   * Runs a question on one snapshot of the views; it is told what log position that reflects.
   * @param views names of every view that the question reads
   * @param minPosition answer only from a state that includes this position; waits up to 5 s for it
   * @throws BehindError, ViewStopped
   */
  async read<T>(
    views: readonly string[],
    ask: (db: ViewDb, at: Omit<Reflected<never>, 'value'>) => Promise<T>,
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
        const positions = stands.flatMap(({ position, current }) =>
          current ? [position ?? 0n] : [],
        );
        const least = positions.reduce((a, b) => (b < a ? b : a), positions[0] ?? 0n);
        const at = {
          position: logPosition(least),
          stale: stands.some(({ status, current }) => status === 'stopped' || !current),
        };
        return { value: await ask(trx, at), ...at };
      });
  }

  /** @returns what finds single rows for decisions, outside any snapshot */
  lookup<Row extends object>(where: Lookup<Row>): RowLookup<Row> {
    return new RowLookup(this.db, where);
  }
}
