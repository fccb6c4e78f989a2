import type { Kysely, Transaction } from 'kysely';
import { logPosition, type LogPosition } from '@accord/kernel';
import type { Projection } from './projection';
import type { AccordTables } from './tables';

/** Where a view stands in the log. */
export interface ViewCheckpoint {
  readonly position: LogPosition | undefined;
  readonly eventId: string | undefined;
  readonly status: 'active' | 'stopped';
  readonly current: boolean;
  readonly error: string | null;
}

export const readCheckpoints = async (
  db: Kysely<AccordTables>,
  namespace: string,
  projections: readonly Projection[],
): Promise<Map<string, ViewCheckpoint>> =>
  checkpointsOf(projections, await ofNamespace(db, namespace).execute());

/** Keeps other writers out for the length of the transaction. */
export const lockCheckpoints = async (
  trx: Transaction<AccordTables>,
  namespace: string,
  projections: readonly Projection[],
): Promise<Map<string, ViewCheckpoint>> =>
  checkpointsOf(
    projections,
    await ofNamespace(trx, namespace).orderBy('view').orderBy('version').forUpdate().execute(),
  );

const ofNamespace = (db: Kysely<AccordTables>, namespace: string) =>
  db.selectFrom('accord.view_checkpoints').selectAll().where('namespace', '=', namespace);

const checkpointsOf = (
  projections: readonly Projection[],
  rows: readonly AccordTables['accord.view_checkpoints'][],
): Map<string, ViewCheckpoint> =>
  new Map(
    rows
      .filter((row) =>
        projections.some(({ name, version }) => name === row.view && version === row.version),
      )
      .map((row) => [
        row.view,
        {
          position: row.position === null ? undefined : logPosition(row.position),
          eventId: row.event_id ?? undefined,
          status: row.status,
          current: row.current,
          error: row.error,
        },
      ]),
  );
