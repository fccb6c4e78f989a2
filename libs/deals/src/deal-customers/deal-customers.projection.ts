import type { Recorded } from '@accord/kernel';
import { customerEvents, type CustomerEvent } from '@accord/customers';
import { sql, type Projection, type ViewDb } from '@accord/read-store';

type Fate = Extract<Recorded<CustomerEvent>, { type: 'CustomersMerged' | 'CustomerSplit' }>;
type Found = Extract<Recorded<CustomerEvent>, { type: 'CustomerEstablished' | 'ClaimAttached' }>;

/** Whose each registration is now, and who each merged customer is now. */
export const dealCustomersProjection: Projection = {
  name: 'deal_customers',
  version: 1,
  tables: ['deal_customers', 'former_customers'],
  events: [customerEvents],
  async create(db) {
    await sql`create table deal_customers (
      deal_id text primary key, customer_id text not null)`.execute(db);
    await sql`create index on deal_customers (customer_id)`.execute(db);
    await sql`create table former_customers (
      customer_id text primary key, now text not null)`.execute(db);
    await sql`create index on former_customers (now)`.execute(db);
  },
  async apply(db, events) {
    let found: Found[] = [];
    for (const event of events) {
      if (!customerEvents.includes(event)) continue;
      if (event.type === 'CustomerEstablished' || event.type === 'ClaimAttached') found.push(event);
      if (event.type !== 'CustomersMerged' && event.type !== 'CustomerSplit') continue;
      // Merges and splits are rare; what lies between two of them is written at once.
      await attach(db, found);
      found = [];
      await follow(db, event);
    }
    await attach(db, found);
  },
};

async function attach(db: ViewDb, found: readonly Found[]): Promise<void> {
  const deals = found.map(({ data }) => data.dealId);
  const customers = found.map(({ stream }) => stream.slice('customer-'.length));
  await sql`insert into deal_customers
    select * from unnest(${deals}::text[], ${customers}::text[])
    on conflict do nothing`.execute(db);
}

async function follow(db: ViewDb, event: Fate): Promise<void> {
  if (event.type === 'CustomerSplit') {
    const { to, claims } = event.data;
    const deals = claims.map(({ dealId }) => dealId);
    await sql`update deal_customers set customer_id = ${to}
      where deal_id = any(${deals}::text[])`.execute(db);
    return;
  }
  const { survivor, absorbed } = event.data;
  await sql`update deal_customers set customer_id = ${survivor}
    where customer_id = ${absorbed}`.execute(db);
  await sql`update former_customers set now = ${survivor} where now = ${absorbed}`.execute(db);
  await sql`insert into former_customers values (${absorbed}, ${survivor})
    on conflict (customer_id) do update set now = excluded.now`.execute(db);
}
