import { sql, type Kysely, type Transaction } from 'kysely';
import type { AccordTables } from './tables';
import type { Projection } from './projection';

/** The namespace that queries read. */
export const LIVE = '';

/** @returns the PostgreSQL schema that holds one version of a view */
export const schemaOf = ({ name, version }: Projection, namespace: string): string =>
  `${namespace === LIVE ? '' : `${namespace}_`}${name}_v${version}`;

/**
 * Creates a version of a view with its checkpoint when it is missing. A view that had stopped is
 * tried again: the program may have learnt to take the event. The first version ever is what
 * queries read at once; a later one when it has caught up.
 */
export async function ensureView(
  db: Kysely<AccordTables>,
  projection: Projection,
  namespace: string,
): Promise<void> {
  const { name: view, version } = projection;
  const schema = schemaOf(projection, namespace);
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`view:${schema}`}, 0))`.execute(trx);
    const rows = await trx
      .selectFrom('accord.view_checkpoints')
      .select(['version', 'current', 'status'])
      .where('namespace', '=', namespace)
      .where('view', '=', view)
      .execute();
    const known = rows.find((row) => row.version === version);
    if (known) {
      await trx
        .updateTable('accord.view_checkpoints')
        .set({ status: 'active', error: null })
        .where('namespace', '=', namespace)
        .where('view', '=', view)
        .where('version', '=', version)
        .where('status', '=', 'stopped')
        .execute();
      return;
    }
    await sql`create schema ${sql.id(schema)}`.execute(trx);
    await sql`set local search_path to ${sql.id(schema)}, public`.execute(trx);
    await projection.create(trx);
    const current = namespace === LIVE && rows.length === 0;
    await trx
      .insertInto('accord.view_checkpoints')
      .values({
        namespace,
        view,
        version,
        position: null,
        event_position: null,
        event_id: null,
        status: 'active',
        error: null,
        current,
      })
      .execute();
    if (current) await createPointers(trx, projection);
  });
}

export async function createPointers(
  trx: Transaction<AccordTables>,
  projection: Projection,
): Promise<void> {
  const schema = schemaOf(projection, LIVE);
  for (const table of projection.tables) {
    await sql`drop view if exists ${sql.id('read', table)}`.execute(trx);
    await sql`create view ${sql.id('read', table)} as select * from ${sql.id(schema, table)}`.execute(
      trx,
    );
  }
}

/** Drops every view of a scratch namespace with its checkpoints. */
export async function dropNamespace(
  db: Kysely<AccordTables>,
  projections: readonly Projection[],
  namespace: string,
): Promise<void> {
  if (namespace === LIVE) throw new Error('The live views are not dropped');
  for (const projection of projections) {
    await sql`drop schema if exists ${sql.id(schemaOf(projection, namespace))} cascade`.execute(db);
  }
  await db.deleteFrom('accord.view_checkpoints').where('namespace', '=', namespace).execute();
}
