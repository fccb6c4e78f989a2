import type { CustomerClaim } from '@accord/customers';
import { sql, type ReadStore } from '@accord/read-store';
import type { Bench } from '../harness/suite';
import { inSchema } from '../installation/known-customers';
import type { CustomerIndex } from './customer-index';

/** As many as Accord scores. */
const MOST = 64;

/** What one would do without Accord: the same customers' names under a trigram index of PostgreSQL. */
export class Trigrams {
  private constructor(private readonly reads: ReadStore) {}

  /** @returns undefined where the server has no pg_trgm */
  static async over(bench: Bench, { reads, schema }: CustomerIndex): Promise<Trigrams | undefined> {
    const { rows } = await sql`
      select from pg_available_extensions where name = 'pg_trgm'`.execute(reads.db);
    if (rows.length === 0) return undefined;
    bench.progress('making the trigram index');
    await sql`create extension if not exists pg_trgm with schema public`.execute(reads.db);
    await inSchema(reads, schema, async (db) => {
      await sql`set local maintenance_work_mem to '512MB'`.execute(db);
      await sql`create table trigram_names as
        select customer_id, claim ->> 'name' as name from customer_claims`.execute(db);
      await sql`create index on trigram_names using gin (name gin_trgm_ops)`.execute(db);
    });
    await sql`vacuum analyze ${sql.id(schema, 'trigram_names')}`.execute(reads.db);
    return new Trigrams(reads);
  }

  /** @returns ids of the customers whose names are most similar, by pg_trgm's own threshold */
  async search({ name }: CustomerClaim): Promise<string[]> {
    const { rows } = await sql<{ customer_id: string }>`
      select customer_id from trigram_names where name % ${name}
      order by similarity(name, ${name}) desc, customer_id limit ${sql.lit(MOST)}`.execute(
      this.reads.db,
    );
    return rows.map(({ customer_id }) => customer_id);
  }
}
