import { sql } from 'kysely';
import type { ViewDb } from './projection';

/** bigint leaves as text: PostgreSQL reads both into int8 and numeric without loss. */
const json = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_name, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );

const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.id(column)));

/**
 * @param keys objects that hold the key columns
 * @returns the rows that exist, in no order
 */
export async function selectByKeys<Row extends object>(
  db: ViewDb,
  table: string,
  key: readonly string[],
  keys: readonly object[],
): Promise<Row[]> {
  const wanted = sql`jsonb_populate_recordset(null::${sql.id(table)}, ${json(keys)}::jsonb)`;
  const { rows } = await sql<Row>`
    select t.* from ${sql.id(table)} t
    join (select ${list(key)} from ${wanted}) k using (${list(key)})`.execute(db);
  return rows;
}

/** Writes all rows in one statement, each new or in place of the one with its key. */
export async function upsert(
  db: ViewDb,
  table: string,
  key: readonly string[],
  columns: readonly string[],
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const others = columns.filter((column) => !key.includes(column));
  const changes = others.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`);
  const onConflict = others.length > 0 ? sql`do update set ${sql.join(changes)}` : sql`do nothing`;
  await sql`
    insert into ${sql.id(table)} (${list(columns)})
    select ${list(columns)} from jsonb_populate_recordset(null::${sql.id(table)}, ${json(rows)}::jsonb)
    on conflict (${list(key)}) ${onConflict}`.execute(db);
}

/** Removes the rows with these keys. */
export async function remove(
  db: ViewDb,
  table: string,
  key: readonly string[],
  keys: readonly object[],
): Promise<void> {
  if (keys.length === 0) return;
  const gone = sql`jsonb_populate_recordset(null::${sql.id(table)}, ${json(keys)}::jsonb)`;
  await sql`
    delete from ${sql.id(table)} where (${list(key)}) in (select ${list(key)} from ${gone})`.execute(
    db,
  );
}
