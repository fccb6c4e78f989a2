import type { Kysely, Transaction } from 'kysely';
import { logPosition, type LogPosition } from '@accord/kernel';
import type { Projection } from './projection';
import type { AccordTables } from './tables';

export interface LastEvent {
  readonly position: LogPosition;
  readonly id: string;
}

/** Where a view stands in the log. */
export interface ViewCheckpoint {
  /** Of the last record that it has passed. */
  readonly position: LogPosition | undefined;
  /** The last event of Accord's among those, by which it knows its log again. */
  readonly lastEvent: LastEvent | undefined;
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

/** @returns what a stored checkpoint says of the last event; undefined where there was none yet */
export const lastEventOf = ({
  event_position: position,
  event_id: id,
}: {
  readonly event_position: bigint | null;
  readonly event_id: string | null;
}): LastEvent | undefined =>
  position === null || id === null ? undefined : { position: logPosition(position), id };

/**
 * Takes views back to the last event that they passed. What they read since was not Accord's, and may be
 * gone; in a log that was put back from a copy there may be other events in its place.
 */
export async function rewind(
  db: Kysely<AccordTables>,
  namespace: string,
  projections: readonly Projection[],
): Promise<void> {
  for (const { name, version } of projections) {
    await db
      .updateTable('accord.view_checkpoints')
      .set(({ ref }) => ({ position: ref('event_position') }))
      .where('namespace', '=', namespace)
      .where('view', '=', name)
      .where('version', '=', version)
      .whereRef('position', 'is distinct from', 'event_position')
      .execute();
  }
}

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
          lastEvent: lastEventOf(row),
          status: row.status,
          current: row.current,
          error: row.error,
        },
      ]),
  );
