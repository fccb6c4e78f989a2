import { sql, type Kysely, type Transaction } from 'kysely';
import { logPosition } from '@accord/kernel';
import type { AccordTables } from './tables';
import type { Batch } from './batch';
import type { Projection } from './projection';
import type { ViewCheckpoint } from './view-checkpoint';
import { createPointers, LIVE, schemaOf } from './view-schema';

/** How a new version of a view stood beside the one that it has replaced, at the same log position. */
export interface Replacement {
  readonly view: string;
  readonly from: number;
  readonly to: number;
  /** Tables that both versions have, compared in the columns that both have. */
  readonly tables: readonly {
    readonly table: string;
    readonly rows: number;
    /** Rows of the old version that the new one does not have as they were. */
    readonly changed: number;
  }[];
}

/** A version that queries read while another one is built to replace it. */
export interface OldVersion {
  readonly version: number;
  readonly position: bigint | null;
}

/** @returns the version that queries read of each view of which this is not the one */
export async function oldVersions(
  db: Kysely<AccordTables>,
  projections: readonly Projection[],
): Promise<Map<string, OldVersion>> {
  const rows = await db
    .selectFrom('accord.view_checkpoints')
    .select(['view', 'version', 'position'])
    .where('namespace', '=', LIVE)
    .where('current', '=', true)
    .execute();
  return new Map(
    rows
      .filter(({ view, version }) =>
        projections.some((ours) => ours.name === view && ours.version !== version),
      )
      .map(({ view, version, position }) => [view, { version, position }]),
  );
}

/** Cuts a batch where old versions stand, so that the new ones pass that very position and can be compared. */
export function cutAt(batch: Batch, old: ReadonlyMap<string, OldVersion>): Batch[] {
  const cuts = [...old.values()]
    .flatMap(({ position }) =>
      position !== null && position < batch.reached ? [logPosition(position)] : [],
    )
    .toSorted((a, b) => (a < b ? -1 : 1));
  const parts: Batch[] = [];
  let { events } = batch;
  for (const position of cuts) {
    const before = events.filter((event) => event.position <= position);
    events = events.slice(before.length);
    if (parts.at(-1)?.reached !== position) parts.push({ events: before, reached: position });
  }
  return [...parts, { events, reached: batch.reached }];
}

/**
 * Lets queries read the new version of a view once it has come as far as the old one, which is then
 * compared with it and dropped.
 */
export async function replaceOld(
  trx: Transaction<AccordTables>,
  projections: readonly Projection[],
  written: ReadonlyMap<string, ViewCheckpoint>,
): Promise<Replacement[]> {
  const old = await oldVersions(trx, projections);
  const replaced: Replacement[] = [];
  for (const projection of projections) {
    const before = old.get(projection.name);
    const reached = written.get(projection.name)?.position;
    if (!before || reached === undefined) continue;
    if (before.position !== null && reached < before.position) continue;
    replaced.push(await compare(trx, projection, before.version));
    await createPointers(trx, projection);
    await dropOthers(trx, projection);
  }
  return replaced;
}

async function compare(
  trx: Transaction<AccordTables>,
  projection: Projection,
  from: number,
): Promise<Replacement> {
  const [theirs, ours] = [
    schemaOf({ ...projection, version: from }, LIVE),
    schemaOf(projection, LIVE),
  ];
  const tables: Replacement['tables'][number][] = [];
  for (const table of projection.tables) {
    const [before, after] = [await columns(trx, theirs, table), await columns(trx, ours, table)];
    if (before.length === 0) continue;
    const rowsOf = (schema: string, without: readonly string[]) =>
      sql`select to_jsonb(t) - ${without}::text[] from ${sql.id(schema, table)} t`;
    const was = rowsOf(
      theirs,
      before.filter((column) => !after.includes(column)),
    );
    const is = rowsOf(
      ours,
      after.filter((column) => !before.includes(column)),
    );
    const { rows } = await sql<{ rows: bigint; changed: bigint }>`
      select (select count(*) from (${was}) b) as rows,
             (select count(*) from (${was} except all ${is}) c) as changed`.execute(trx);
    tables.push({ table, rows: Number(rows[0]?.rows), changed: Number(rows[0]?.changed) });
  }
  return { view: projection.name, from, to: projection.version, tables };
}

async function columns(
  trx: Transaction<AccordTables>,
  schema: string,
  table: string,
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name::text as name from information_schema.columns
    where table_schema = ${schema} and table_name = ${table}`.execute(trx);
  return rows.map(({ name }) => name);
}

async function dropOthers(trx: Transaction<AccordTables>, projection: Projection): Promise<void> {
  const { name: view, version } = projection;
  await sql`
    update accord.view_checkpoints set current = true
    where namespace = ${LIVE} and view = ${view} and version = ${version}`.execute(trx);
  const others = await trx
    .deleteFrom('accord.view_checkpoints')
    .where('namespace', '=', LIVE)
    .where('view', '=', view)
    .where('version', '!=', version)
    .returning('version')
    .execute();
  for (const other of others) {
    const schema = schemaOf({ ...projection, version: other.version }, LIVE);
    await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(trx);
  }
}
