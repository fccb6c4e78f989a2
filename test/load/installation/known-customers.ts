import { storeCustomers, type CustomerRow } from '@accord/customers';
import { sql, type ReadStore, type ViewDb } from '@accord/read-store';
import { inFlight } from '../harness/in-flight';
import type { Bench } from '../harness/suite';
import type { MadeUpCustomers } from './made-up-customers';

const BATCH = 1_000;
/** Keys of one batch are worked out while the database stores the other. */
const WIDTH = 2;
const TOLD_EVERY = 50_000;

interface Index {
  readonly table: string;
  readonly name: string;
  readonly drop: string;
  readonly create: string;
}

/** The made-up customers from one on, up to another. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

/**
 * Adds made-up customers to the tables `customer_claims` and `customer_keys` of a schema. Rows are written by the projection's own code; the indexes are dropped before and
 * made again afterwards, by the definitions that they had.
 */
export async function loadCustomers(
  bench: Bench,
  reads: ReadStore,
  schema: string,
  made: MadeUpCustomers,
  { from, until }: Range,
): Promise<void> {
  const indexes = await indexesOf(reads, schema);
  for (const { drop } of indexes) await sql.raw(drop).execute(reads.db);
  await inFlight(Math.ceil((until - from) / BATCH), WIDTH, async (i) => {
    bench.signal.throwIfAborted();
    const first = from + i * BATCH;
    const rows = Array.from({ length: Math.min(BATCH, until - first) }, (_, n) =>
      rowOf(made, first + n),
    );
    await inSchema(reads, schema, (db) => storeCustomers(db, rows));
    if (first % TOLD_EVERY === 0) bench.progress(`loading customers: ${first} of ${until}`);
  });
  for (const { name, create } of indexes) {
    bench.signal.throwIfAborted();
    bench.progress(`making the index ${name} over ${until} customers`);
    await inSchema(reads, schema, async (db) => {
      await sql`set local maintenance_work_mem to '512MB'`.execute(db);
      await sql.raw(create).execute(db);
    });
  }
  for (const table of new Set(indexes.map((index) => index.table)))
    await sql`vacuum analyze ${sql.id(schema, table)}`.execute(reads.db);
  // What is measured next is not to pay for writing all this to the disk.
  await sql`checkpoint`.execute(reads.db);
}

/** Runs a piece of work where the tables of a schema are reached by their names. */
export const inSchema = <T>(
  { db }: ReadStore,
  schema: string,
  work: (db: ViewDb) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (trx) => {
    await sql`set local search_path to ${sql.id(schema)}, public`.execute(trx);
    await sql`set local synchronous_commit to off`.execute(trx);
    return work(trx);
  });

/** Under which the n-th made-up customer is known. */
export const idOf = (n: number): string => `made-up-${n}`;

const rowOf = (made: MadeUpCustomers, n: number): CustomerRow => ({
  customer_id: idOf(n),
  deal_id: `deal-of-${idOf(n)}`,
  claim: made.claim(n),
});

/** Primary keys and other indexes of the tables that are filled. */
async function indexesOf({ db }: ReadStore, schema: string): Promise<readonly Index[]> {
  const { rows } = await sql<Index>`
    select t.relname as table, i.relname as name,
      case when c.oid is null then format('drop index %I.%I', n.nspname, i.relname)
        else format('alter table %I.%I drop constraint %I', n.nspname, t.relname, c.conname) end as drop,
      case when c.oid is null then pg_get_indexdef(i.oid)
        else format('alter table %I.%I add constraint %I %s', n.nspname, t.relname, c.conname,
          pg_get_constraintdef(c.oid)) end as create
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    join pg_namespace n on n.oid = t.relnamespace left join pg_constraint c on c.conindid = i.oid
    where n.nspname = ${schema} and t.relname in ('customer_claims', 'customer_keys')`.execute(db);
  return rows;
}
