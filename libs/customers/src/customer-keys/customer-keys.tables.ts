import { sql, type ViewDb } from '@accord/read-store';
import { keyHash } from '../matching/block-keys';
import type { Company } from '../matching/company';
import { readCompany } from '../matching/read-company';

/** What one source said about a customer. */
export interface CustomerRow<C extends Company = Company> {
  readonly customer_id: string;
  /** The registration that said it. */
  readonly deal_id: string;
  readonly claim: C;
}

export const CUSTOMER_TABLES = ['customer_claims', 'customer_keys'];

/** The primary key of the keys is the index that finds candidates: one range of it per key. */
export async function createCustomerTables(db: ViewDb): Promise<void> {
  await sql`create table customer_claims (
    customer_id text not null collate "C", deal_id text not null collate "C", claim jsonb not null,
    primary key (customer_id, deal_id))`.execute(db);
  await sql`create index on customer_claims (deal_id)`.execute(db);
  await sql`create table customer_keys (
    key bigint not null, customer_id text not null collate "C", primary key (key, customer_id))`.execute(
    db,
  );
  await sql`create index on customer_keys (customer_id)`.execute(db);
}

/** Adds what is new; what is there already stays. */
export async function storeCustomers(db: ViewDb, rows: readonly CustomerRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into customer_claims
    select * from jsonb_populate_recordset(null::customer_claims, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing`.execute(db);
  await storeKeys(db, rows);
}

/** Lets customers be found by what these claims say. */
export async function storeKeys(db: ViewDb, rows: readonly CustomerRow[]): Promise<void> {
  const keys: string[] = [];
  const ids: string[] = [];
  for (const { customer_id: id, claim } of rows) {
    for (const key of readCompany(claim).keys) {
      keys.push(keyHash(key).toString());
      ids.push(id);
    }
  }
  await sql`
    insert into customer_keys (key, customer_id)
    select * from unnest(${keys}::bigint[], ${ids}::text[])
    on conflict do nothing`.execute(db);
}
