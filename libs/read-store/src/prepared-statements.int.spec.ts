import { sql } from 'kysely';
import { startDatabase, type DatabaseUnderTest } from '../../../test/support/database';
import { prepared } from './prepared-statements';
import type { ViewDb } from './projection';

const numbers = (least: number) =>
  sql<{ n: number }>`${prepared} select n from numbers where n >= ${least} order by n`;

describe('A statement that is kept', () => {
  let database: DatabaseUnderTest;
  beforeAll(async () => {
    database = await startDatabase();
    for (const [schema, n] of [
      ['one', 1],
      ['two', 2],
    ] as const) {
      await sql`create schema ${sql.id(schema)}`.execute(database.store.db);
      await sql`create table ${sql.id(schema, 'numbers')} (n int not null)`.execute(
        database.store.db,
      );
      await sql`insert into ${sql.id(schema, 'numbers')} values (${n})`.execute(database.store.db);
    }
  });
  afterAll(() => database.stop());

  const within = <T>(schema: string, work: (db: ViewDb) => Promise<T>): Promise<T> =>
    database.store.db.transaction().execute(async (trx) => {
      await sql`set local search_path to ${sql.id(schema)}`.execute(trx);
      return work(trx);
    });
  const found = async (db: ViewDb, least = 0): Promise<number[]> =>
    (await numbers(least).execute(db)).rows.map(({ n }) => n);

  it('is planned once for a connection, whatever is asked for', async () => {
    const plans = await within('one', async (db) => {
      for (let least = 0; least < 20; least++)
        expect(await found(db, least)).toEqual(least > 1 ? [] : [1]);
      const { rows } = await sql<{ asked: bigint; custom: bigint }>`
        select generic_plans + custom_plans as asked, custom_plans as custom
        from pg_prepared_statements`.execute(db);
      return rows;
    });
    expect(plans).toEqual([{ asked: 20n, custom: 5n }]);
  });

  it('means the tables that its names stand for at the time', async () => {
    for (let n = 0; n < 10; n++) {
      expect(await within('one', (db) => found(db))).toEqual([1]);
      expect(await within('two', (db) => found(db))).toEqual([2]);
    }
    await sql`alter table one.numbers rename to former`.execute(database.store.db);
    await sql`create view one.numbers as select n + 10 as n from one.former`.execute(
      database.store.db,
    );
    expect(await within('one', (db) => found(db))).toEqual([11]);
  });
});
