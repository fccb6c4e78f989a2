import type { Recorded } from '@accord/kernel';
import { sql, type Projection, type ViewDb } from '@accord/read-store';
import type { CustomerClaim } from '../customer-claim';
import { customerEvents, type CustomerEvent } from '../customer.events';
import {
  CUSTOMER_TABLES,
  createCustomerTables,
  storeCustomers,
  storeKeys,
  type CustomerRow,
} from './customer-keys.tables';

/** Every claim about every known customer, and the keys under which it is found: the merge map applied. */
export const customerKeysProjection: Projection = {
  name: 'customer_keys',
  version: 7,
  tables: [...CUSTOMER_TABLES, 'customer_fates', 'customer_splits'],
  events: [customerEvents],
  async create(db) {
    await createCustomerTables(db);
    // What became of the few customers that were merged, or wait for it.
    await sql`create table customer_fates (
      customer_id text primary key, merged_into text, suspended_with text, case_id text)`.execute(
      db,
    );
    await sql`create index on customer_fates (merged_into)`.execute(db);
    await sql`create index on customer_fates (suspended_with)`.execute(db);
    // Customers that people found to be two, under the names that they had then.
    await sql`create table customer_splits (
      customer_id text not null, other_id text not null, primary key (customer_id, other_id))`.execute(
      db,
    );
  },
  async apply(db: ViewDb, events) {
    let claims: CustomerRow<CustomerClaim>[] = [];
    for (const event of events) {
      if (!customerEvents.includes(event)) continue;
      const claim = claimOf(event);
      if (claim) claims.push(claim);
      else {
        // Merges and splits are rare; the many claims between two of them are written at once.
        await storeCustomers(db, claims);
        claims = [];
        await applyFate(db, event);
      }
    }
    await storeCustomers(db, claims);
  },
};

function claimOf(event: Recorded<CustomerEvent>): CustomerRow<CustomerClaim> | undefined {
  if (event.type !== 'CustomerEstablished' && event.type !== 'ClaimAttached') return undefined;
  return {
    customer_id: event.stream.slice('customer-'.length),
    deal_id: event.data.dealId,
    claim: event.data.claim,
  };
}

async function applyFate(db: ViewDb, event: Recorded<CustomerEvent>): Promise<void> {
  switch (event.type) {
    case 'CustomerEstablished':
    case 'ClaimAttached':
    case 'CustomerSplitOff':
      return;
    case 'CustomersMerged': {
      const { survivor, absorbed } = event.data;
      await sql`update customer_claims set customer_id = ${survivor}
        where customer_id = ${absorbed}`.execute(db);
      await sql`insert into customer_keys
        select key, ${survivor} from customer_keys where customer_id = ${absorbed}
        on conflict do nothing`.execute(db);
      await sql`delete from customer_keys where customer_id = ${absorbed}`.execute(db);
      await sql`update customer_fates set merged_into = ${survivor}
        where merged_into = ${absorbed}`.execute(db);
      await sql`insert into customer_fates values (${absorbed}, ${survivor}, null, null)
        on conflict (customer_id) do update
        set merged_into = excluded.merged_into, suspended_with = null, case_id = null`.execute(db);
      return;
    }
    case 'MergeSuspended': {
      const { survivor, absorbed, caseId } = event.data;
      await sql`insert into customer_fates values (${absorbed}, null, ${survivor}, ${caseId})
        on conflict (customer_id) do update
        set suspended_with = excluded.suspended_with, case_id = excluded.case_id`.execute(db);
      return;
    }
    case 'MergeAbandoned':
      await sql`delete from customer_fates where case_id = ${event.data.caseId}`.execute(db);
      return;
    case 'CustomerSplit': {
      const { from, to, claims } = event.data;
      const deals = claims.map(({ dealId }) => dealId);
      await sql`update customer_claims set customer_id = ${to}
        where customer_id = ${from} and deal_id = any(${deals}::text[])`.execute(db);
      await sql`insert into customer_splits values (${from}, ${to}), (${to}, ${from})`.execute(db);
      await sql`delete from customer_keys where customer_id = ${from}`.execute(db);
      const { rows } = await sql<CustomerRow>`
        select customer_id, deal_id, claim from customer_claims
        where customer_id in (${from}, ${to})`.execute(db);
      await storeKeys(db, rows);
    }
  }
}
