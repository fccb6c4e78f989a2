import fc from 'fast-check';
import { sql, type ViewDb } from '@accord/read-store';
import { startDatabase, type DatabaseUnderTest } from '../../../../test/support/database';
import { askedKeys, type AskedKey } from '../matching/asked-keys';
import { keyHash } from '../matching/block-keys';
import type { Company } from '../matching/company';
import { readCompany } from '../matching/read-company';
import { createCustomerTables, storeCustomers } from './customer-keys.tables';
import { MOST_SCORED, candidateQuery } from './candidate-query';
import { findCandidates } from './find-candidates';

const CUSTOMERS = 30_000;
const BATCH = 2_000;
/** So many of them carry one brand: more than are looked at under one key. */
const OF_ONE_BRAND = 3_000;

const company = (name: string): Company => ({
  name,
  country: 'DE',
  domain: null,
  registerNumbers: [],
});
const letters = (n: number): string =>
  [...n.toString(26)].map((digit) => 'bcdfghjklmnpqrstvwxzaeiouy'[parseInt(digit, 26)]).join('');
const named = (n: number): Company =>
  company(n < OF_ONE_BRAND ? `Quandaris ${letters(n)}` : `Zorvex${letters(n)} Bau`);

/** What it is worth to share these keys, by hand. */
function sumOfParts(held: readonly AskedKey[]): number {
  const best = new Map<string, number>();
  for (const { part, weight } of held) best.set(part, Math.max(best.get(part) ?? 0, weight));
  return [...best.values()].reduce((sum, weight) => sum + weight, 0);
}

const BY_INDEX = [
  ['customer_keys', 'Index Only Scan'],
  ['customer_claims', 'Index Scan'],
];

interface Step {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Step[];
}

describe('The search for candidates', () => {
  let database: DatabaseUnderTest;
  const within = <T>(work: (db: ViewDb) => Promise<T>): Promise<T> =>
    database.store.db.transaction().execute(async (trx) => {
      await sql`set local search_path to candidates`.execute(trx);
      return work(trx);
    });

  beforeAll(async () => {
    database = await startDatabase();
    await sql`create schema candidates`.execute(database.store.db);
    await within(createCustomerTables);
    for (let first = 0; first < CUSTOMERS; first += BATCH) {
      const rows = Array.from({ length: BATCH }, (_, i) => ({
        customer_id: `c${first + i}`,
        deal_id: `d${first + i}`,
        claim: named(first + i),
      }));
      await within((db) => storeCustomers(db, rows));
    }
    await sql`analyze candidates.customer_keys`.execute(database.store.db);
    await sql`analyze candidates.customer_claims`.execute(database.store.db);
  });
  afterAll(() => database.stop());

  type Explained = { 'QUERY PLAN': readonly { readonly Plan: Step }[] };

  /** How PostgreSQL answers the question, every step once. */
  async function plan(db: ViewDb, asked: Company): Promise<Step[]> {
    const query = candidateQuery(readCompany(asked)).toOperationNode();
    return steps(
      sql<Explained>`
      explain (analyze, format json) ${{ toOperationNode: () => query, expressionType: undefined }}`.execute(
        db,
      ),
    );
  }

  /** How it answers any such question: what a connection keeps. */
  async function keptPlan(db: ViewDb): Promise<Step[]> {
    const { sql: text } = candidateQuery(readCompany(company('any'))).compile(db);
    return steps(sql.raw<Explained>(`explain (generic_plan, format json) ${text}`).execute(db));
  }

  async function steps(asked: Promise<{ readonly rows: readonly Explained[] }>): Promise<Step[]> {
    const { rows } = await asked;
    const flat = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(flat)];
    return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => flat(Plan)));
  }
  const scans = (plan: readonly Step[]) =>
    plan
      .filter((step) => step['Relation Name'] !== undefined)
      .map((step) => [step['Relation Name'], step['Node Type']]);

  it.each([
    ['rare words', named(CUSTOMERS - 1)],
    ['a word of thousands', company('Quandaris Werke')],
    ['a misspelt word of thousands', company('Quandars Werke')],
  ])('reads ranges of the indexes and never a table, for %s', async (_what, asked) => {
    const found = await within((db) => plan(db, asked));
    expect(scans(found)).toEqual(BY_INDEX);
  });

  it('reads these in the plan that is kept for whatever is asked', async () => {
    expect(scans(await within(keptPlan))).toEqual(BY_INDEX);
  });

  it('says of those that are plainly others why, when it is asked for', async () => {
    const asked = { ...company('Quandaris Werke'), country: 'AT', domain: 'acme.de' };
    const { candidates } = await within((db) => findCandidates(db, asked));
    expect(candidates).toHaveLength(MOST_SCORED);
    expect(candidates.filter(({ isOther }) => isOther)).toHaveLength(MOST_SCORED);
    // 12.5 for a brand in front, less 3 for another country, and the prior of -14.
    const said = candidates.map(({ match: { relation, score } }) => `${relation} ${score}`);
    expect([...new Set(said)]).toEqual(['DIFFERENT -4.5']);
  });

  it('ranks by the keys that are shared: of a word and its misspellings the best counts, once', async () => {
    const asked = company('Quandaris Zorvex Bau GmbH');
    const keys = askedKeys(readCompany(asked));
    const drawn = fc.sample(fc.subarray(keys), { numRuns: 1_000, seed: 1 });
    const holders = drawn.map((held, n) => ({ id: `h${n}`, held }));
    const undone = new Error('undone');
    const rolledBack = within(async (db) => {
      await sql`delete from customer_keys`.execute(db);
      await storeCustomers(
        db,
        holders.map(({ id }) => ({ customer_id: id, deal_id: id, claim: company('any') })),
      );
      await sql`delete from customer_keys`.execute(db);
      const rows = holders.flatMap(({ id, held }) =>
        held.map(({ key }) => ({ id, key: String(keyHash(key)) })),
      );
      await sql`insert into customer_keys select * from unnest(
        ${rows.map(({ key }) => key)}::bigint[], ${rows.map(({ id }) => id)}::text[])`.execute(db);
      const { claims } = await findCandidates(db, asked);
      const found = new Set(claims.map(({ customer_id }) => customer_id));
      const sums = new Map(holders.map(({ id, held }) => [id, sumOfParts(held)]));
      const ranked = holders.toSorted(
        (a, b) => (sums.get(b.id) ?? 0) - (sums.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1),
      );
      expect([...found].toSorted()).toEqual(
        ranked
          .slice(0, MOST_SCORED)
          .map(({ id }) => id)
          .toSorted(),
      );
      throw undone;
    });
    await expect(rolledBack).rejects.toBe(undone);
  });

  it('looks at so many customers of one key, and scores the 64 that share most', async () => {
    const asked = company(`Quandaris ${letters(2_999)}`);
    const { candidates, claims } = await within((db) => findCandidates(db, asked));
    expect(claims).toHaveLength(MOST_SCORED);
    expect(candidates[0]).toMatchObject({
      customerId: 'c2999',
      match: { retrieval: { scored: MOST_SCORED } },
    });
    const found = candidates[0]?.match.retrieval?.candidates ?? 0;
    expect(found).toBeGreaterThanOrEqual(2_000);
    expect(found).toBeLessThanOrEqual(2_001);
  });

  it('is found out when the index of the keys is missing', async () => {
    const undone = new Error('undone');
    const without = within(async (db) => {
      await sql`alter table customer_keys drop constraint customer_keys_pkey`.execute(db);
      expect(scans(await plan(db, named(CUSTOMERS - 1)))).not.toEqual(BY_INDEX);
      throw undone;
    });
    await expect(without).rejects.toBe(undone);
  });
});
