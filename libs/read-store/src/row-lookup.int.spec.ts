import { sql } from 'kysely';
import { startDatabase, type DatabaseUnderTest } from '../../../test/support/database';

interface Fruit {
  readonly name: string;
  readonly colour: string;
}

describe('Rows that decisions consult', () => {
  let database: DatabaseUnderTest;

  beforeAll(async () => {
    database = await startDatabase();
    const { db } = database.store;
    await sql`create table read.fruits (name text primary key, colour text not null)`.execute(db);
    await sql`insert into read.fruits values ('apple', 'red'), ('lemon', 'yellow')`.execute(db);
    await sql`
      insert into accord.view_checkpoints (namespace, view, version, status, current)
      values ('', 'fruits', 1, 'active', true)`.execute(db);
  });
  afterAll(() => database.stop());

  const lookup = (table = 'fruits') =>
    database.store.views.lookup<Fruit>({ view: 'fruits', table, key: 'name' });
  const follows = (column: 'status' | 'current', value: string) =>
    sql`update accord.view_checkpoints set ${sql.id(column)} = ${sql.lit(value)}`.execute(
      database.store.db,
    );

  it('come by their key, each to who asked for it, in one statement for all who ask at once', async () => {
    const fruits = lookup();
    const statements = jest.spyOn(database.store.db, 'getExecutor');
    const found = await Promise.all(
      ['lemon', 'plum', 'apple', 'lemon'].map((key) => fruits.find(key)),
    );
    expect(found.map((fruit) => fruit?.colour)).toEqual(['yellow', undefined, 'red', 'yellow']);
    expect(statements).toHaveBeenCalledTimes(1);
    statements.mockRestore();
    // Nothing is remembered.
    await sql`update read.fruits set colour = 'green' where name = 'apple'`.execute(
      database.store.db,
    );
    expect(await fruits.find('apple')).toEqual({ name: 'apple', colour: 'green' });
  });

  it.each([
    ['status', 'stopped', 'active'],
    ['current', 'false', 'true'],
  ] as const)(
    'are nobody’s business while the view does not follow the log: %s %s',
    async (column, off, on) => {
      await follows(column, off);
      expect(await lookup().find('apple')).toBeUndefined();
      await follows(column, on);
      expect(await lookup().find('apple')).toBeDefined();
    },
  );

  it('are not there before the projector has ever run, nor while PostgreSQL is away', async () => {
    expect(await lookup('vegetables').find('leek')).toBeUndefined();
    const asked = sql`select pg_sleep(10)`.execute(database.store.db).catch(String);
    await database.cutConnections();
    expect(await asked).toMatch(/terminat/);
    expect(await Promise.all(Array.from({ length: 12 }, () => lookup().find('plum')))).toEqual(
      Array.from({ length: 12 }, () => undefined),
    );
    expect(await lookup().find('lemon')).toBeDefined();
  });

  it('are asked for rightly, or the error is told', async () => {
    const wrong = database.store.views.lookup<{ taste: string }>({
      view: 'fruits',
      table: 'fruits',
      key: 'taste',
    });
    await expect(wrong.find('sour')).rejects.toThrow('column t.taste does not exist');
  });
});
