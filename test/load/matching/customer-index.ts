import { createCustomerTables, findCandidates, type CustomerClaim } from '@accord/customers';
import { ReadStore, sql } from '@accord/read-store';
import type { Bench } from '../harness/suite';
import { inSchema, loadCustomers } from '../installation/known-customers';
import type { MadeUpCustomers } from '../installation/made-up-customers';

type Found = Awaited<ReturnType<typeof findCandidates>>['candidates'];

/** Made-up customers in tables of their own, as the view `customer_keys` has them. */
export class CustomerIndex {
  private constructor(
    /** Its connections find the tables by their names: a search is one query and nothing around it. */
    readonly reads: ReadStore,
    readonly schema: string,
    readonly count: number,
  ) {}

  /** The tables are dropped when the suite ends. */
  static async load(
    bench: Bench,
    url: string,
    made: MadeUpCustomers,
    count: number,
  ): Promise<CustomerIndex> {
    const schema = `bench_${bench.run}_${count}`;
    const there = new URL(url);
    there.searchParams.set('options', `-c search_path=${schema},public`);
    const reads = await ReadStore.connect(there.href);
    bench.atEnd(() => reads.close());
    await sql`create schema ${sql.id(schema)}`.execute(reads.db);
    bench.atEnd(async () => {
      await sql`drop schema ${sql.id(schema)} cascade`.execute(reads.db);
    });
    await inSchema(reads, schema, createCustomerTables);
    await loadCustomers(bench, reads, schema, made, { from: 0, until: count });
    return new CustomerIndex(reads, schema, count);
  }

  /** Keys, candidates and scores: the search that every decision about a customer runs. */
  async check(claim: CustomerClaim): Promise<Found> {
    const { candidates } = await findCandidates(this.reads.db, claim);
    return candidates;
  }
}
