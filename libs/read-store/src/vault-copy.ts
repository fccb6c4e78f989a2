import { sql, type Kysely, type Transaction } from 'kysely';
import type { AccordTables } from './tables';

/** A table of the vault, as a copy of it names it. */
export interface VaultTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** The rows of a table, each as one line of JSON. */
export interface CopiedTable extends VaultTable {
  readonly rows: AsyncIterable<string>;
}

/** The vault that is to be filled holds rows, or lacks what the copy has. Nothing was changed. */
export class VaultUnfit extends Error {
  override readonly name = 'VaultUnfit';
}

/** A row with a file in it comes alone: it may be as large as a request. */
const ROWS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 4 * 1024 * 1024;

/**
 * Hands over every table of the vault, all of one moment, which is not before the call. Whatever
 * tables and columns there are is taken: none can be forgotten.
 */
export function readVault(
  db: Kysely<AccordTables>,
  take: (table: CopiedTable) => Promise<void>,
): Promise<void> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      for (const { holdsFiles, ...table } of await vaultTables(trx)) {
        const rows = rowsOf(trx, table, holdsFiles ? 1 : ROWS_AT_ONCE);
        await take({ ...table, rows });
      }
    });
}

/**
 * Fills a vault without rows, all or nothing.
 * @throws VaultUnfit
 */
export function fillVault(db: Kysely<AccordTables>, copies: readonly CopiedTable[]): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const present = await vaultTables(trx);
    for (const { table } of present) await requireEmpty(trx, table);
    for (const copy of copies) {
      requireColumns(present, copy);
      for await (const rows of bundles(copy.rows)) await insert(trx, copy, rows);
    }
  });
}

interface PresentTable extends VaultTable {
  readonly holdsFiles: boolean;
}

async function vaultTables(trx: Transaction<AccordTables>): Promise<PresentTable[]> {
  const { rows } = await sql<PresentTable>`
    select table_name as table, array_agg(column_name::text order by ordinal_position) as columns,
      bool_or(data_type = 'bytea') as "holdsFiles"
    from information_schema.columns where table_schema = 'vault'
    group by table_name order by table_name`.execute(trx);
  return rows;
}

async function* rowsOf(
  trx: Transaction<AccordTables>,
  { table }: VaultTable,
  atOnce: number,
): AsyncGenerator<string> {
  await sql`declare vault_rows no scroll cursor for
    select to_jsonb(t)::text as row from ${sql.id('vault', table)} t`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`
      fetch forward ${sql.lit(atOnce)} from vault_rows`.execute(trx);
    if (rows.length === 0) break;
    for (const { row } of rows) yield row;
  }
  await sql`close vault_rows`.execute(trx);
}

async function requireEmpty(trx: Transaction<AccordTables>, table: string): Promise<void> {
  const { rows } = await sql`select 1 from ${sql.id('vault', table)} limit 1`.execute(trx);
  if (rows.length > 0) {
    throw new VaultUnfit(
      `the vault's table "${table}" holds rows: a vault is only filled when empty`,
    );
  }
}

function requireColumns(present: readonly VaultTable[], { table, columns }: VaultTable): void {
  const known = present.find((candidate) => candidate.table === table)?.columns ?? [];
  const unknown = columns.filter((column) => !known.includes(column));
  if (unknown.length === 0) return;
  throw new VaultUnfit(
    `the vault has no place for ${unknown.join(', ')} of "${table}": the copy was made by a newer ` +
      'Accord; use that one',
  );
}

async function insert(
  trx: Transaction<AccordTables>,
  { table, columns }: VaultTable,
  rows: readonly string[],
): Promise<void> {
  const target = sql.id('vault', table);
  const names = sql.join(columns.map((column) => sql.id(column)));
  await sql`insert into ${target} (${names}) select ${names}
    from jsonb_populate_recordset(null::${target}, ${`[${rows.join(',')}]`}::jsonb)`.execute(trx);
}

/** As many rows as fit a statement. */
async function* bundles(rows: AsyncIterable<string>): AsyncGenerator<string[]> {
  let bundle: string[] = [];
  let characters = 0;
  for await (const row of rows) {
    bundle.push(row);
    characters += row.length;
    if (characters < CHARACTERS_AT_ONCE) continue;
    yield bundle;
    bundle = [];
    characters = 0;
  }
  if (bundle.length > 0) yield bundle;
}
