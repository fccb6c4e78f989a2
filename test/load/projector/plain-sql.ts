import { schemaOf, sql, type Projection, type ReadStore } from '@accord/read-store';

/** Rows of one table, as JSON text for each transaction. */
interface TableRows {
  /** `schema`.`table` that they came from. */
  readonly schema: string;
  readonly table: string;
  readonly portions: readonly string[];
}

/** @returns every row of a namespace's views, cut into `transactions` portions of each table */
export async function rowsOf(
  { db }: ReadStore,
  projections: readonly Projection[],
  namespace: string,
  transactions: number,
): Promise<TableRows[]> {
  const all: TableRows[] = [];
  for (const projection of projections) {
    const schema = schemaOf(projection, namespace);
    for (const table of projection.tables) {
      const { rows } = await sql<{ portion: string }>`
        select coalesce(jsonb_agg(to_jsonb(t) - 'portion'), '[]')::text as portion
        from (select *, ntile(${transactions}) over () as portion from ${sql.id(schema, table)}) t
        group by t.portion order by t.portion`.execute(db);
      all.push({ schema, table, portions: rows.map(({ portion }) => portion) });
    }
  }
  return all;
}

/** Empty tables with the columns, keys and indexes of the views, in a schema of their own. */
export async function likeTables(
  reads: ReadStore,
  target: string,
  tables: readonly TableRows[],
): Promise<void> {
  const { db } = reads;
  await dropSchema(reads, target);
  await sql`create schema ${sql.id(target)}`.execute(db);
  for (const { schema, table } of tables) {
    await sql`create table ${sql.id(target, table)} (like ${sql.id(schema, table)} including all)`.execute(
      db,
    );
  }
}

/** Writes the rows: each transaction one portion of every table, one statement a table. */
export async function writeRows(
  { db }: ReadStore,
  target: string,
  tables: readonly TableRows[],
  transactions: number,
): Promise<void> {
  for (let n = 0; n < transactions; n++) {
    await db.transaction().execute(async (trx) => {
      // As the projector does it.
      await sql`set local synchronous_commit to off`.execute(trx);
      for (const { table, portions } of tables) {
        const rows = portions[n];
        if (rows === undefined) continue;
        await sql`
          insert into ${sql.id(target, table)}
          select * from jsonb_populate_recordset(null::${sql.id(target, table)}, ${rows}::jsonb)`.execute(
          trx,
        );
      }
    });
  }
}

export async function dropSchema({ db }: ReadStore, target: string): Promise<void> {
  await sql`drop schema if exists ${sql.id(target)} cascade`.execute(db);
}
