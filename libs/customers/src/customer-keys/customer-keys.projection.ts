import type { Recorded } from '@accord/kernel';
import { sql, type Projection, type ViewDb } from '@accord/read-store';
import type { CustomerClaim } from '../customer-claim';
import { customerEvents, type CustomerEvent } from '../customer.events';
import { blockKeys, keyHash } from '../matching/block-keys';

interface ClaimRow {
  readonly customer_id: string;
  readonly deal_id: string;
  readonly claim: CustomerClaim;
}

const claimOf = (event: Recorded<CustomerEvent>): ClaimRow => ({
  customer_id: event.stream.slice('customer-'.length),
  deal_id: event.data.dealId,
  claim: event.data.claim,
});

/** Every claim about every known customer, and the keys under which it is found. */
export const customerKeysProjection: Projection = {
  name: 'customer_keys',
  version: 2,
  tables: ['customer_claims', 'customer_keys'],
  events: [customerEvents],
  async create(db) {
    await sql`create table customer_claims (
      customer_id text not null, deal_id text not null, claim jsonb not null,
      primary key (customer_id, deal_id))`.execute(db);
    await sql`create table customer_keys (
      key bigint not null, customer_id text not null, primary key (key, customer_id))`.execute(db);
  },
  async apply(db: ViewDb, events) {
    const claims = events.filter((event) => customerEvents.includes(event)).map(claimOf);
    if (claims.length === 0) return;
    const keys = claims.flatMap(({ customer_id, claim }) =>
      blockKeys(claim).map((key) => ({ customer_id, key: keyHash(key).toString() })),
    );
    await sql`
      insert into customer_claims
      select * from jsonb_populate_recordset(null::customer_claims, ${JSON.stringify(claims)}::jsonb)
      on conflict do nothing`.execute(db);
    await sql`
      insert into customer_keys (key, customer_id)
      select key, customer_id from jsonb_populate_recordset(null::customer_keys, ${JSON.stringify(keys)}::jsonb)
      on conflict do nothing`.execute(db);
  },
};
