import { once } from 'node:events';
import { sql } from 'kysely';
import { startDatabase, type DatabaseUnderTest } from '../../../test/support/database';
import { becomeActive } from './active-lock';
import { LockUnavailable, ReadStoreUnavailable, isConnectionLost } from './errors';
import { Locks } from './locks';

describe('A connection that breaks', () => {
  let database: DatabaseUnderTest;

  beforeAll(async () => (database = await startDatabase()));
  afterAll(() => database.stop());

  it('in the middle of a transaction fails that transaction and nothing else', async () => {
    const { db } = database.store;
    const broken = db.transaction().execute(async (trx) => {
      await trx.selectFrom('accord.view_checkpoints').selectAll().execute();
      expect(await database.cutConnections()).toBeGreaterThan(0);
      await trx.selectFrom('accord.view_checkpoints').selectAll().execute();
    });
    await expect(broken).rejects.toThrow();
    expect(await db.selectFrom('accord.view_checkpoints').selectAll().execute()).toEqual([]);
  });

  it('in the middle of a statement is told as such, and no other fault is', async () => {
    const { db } = database.store;
    const why = (asked: Promise<unknown>): Promise<unknown> =>
      asked.then(
        () => undefined,
        (error: unknown) => error,
      );
    const asleep = why(sql`select pg_sleep(60)`.execute(db));
    while ((await database.cutConnections()) === 0);
    expect(isConnectionLost(await asleep)).toBe(true);
    expect(isConnectionLost(await why(sql`select 1 / 0`.execute(db)))).toBe(false);
  });

  it('while locks are held lets the work end, and others in', async () => {
    const other = new Locks(database.url);
    try {
      const done = await database.store.locks.hold([1n, 2n], async () => {
        await database.cutConnections();
        // Another process gets the locks meanwhile: they are gone with the connection.
        return other.hold([2n, 1n], () => Promise.resolve('both'));
      });
      expect(done).toBe('both');
    } finally {
      await other.close();
    }
  });

  it('tells the active process that it has lost its place', async () => {
    const never = new AbortController();
    const lost = new AbortController();
    const told = once(lost.signal, 'abort');
    const leave = await becomeActive(database.url, 'loser', never.signal, () => lost.abort());
    await database.cutConnections();
    await told;
    const next = await becomeActive(database.url, 'loser', never.signal, () => undefined);
    expect(next).toBeDefined();
    await next?.();
    await leave?.().catch(() => undefined);
  });
});

describe('A pool whose connections are all in use', () => {
  let database: DatabaseUnderTest;

  beforeAll(async () => (database = await startDatabase()));
  afterAll(() => database.stop());

  it('says to who waits for one too long that it may try again', async () => {
    const { db } = database.store;
    let free = (): void => undefined;
    const done = new Promise<void>((resolve) => (free = resolve));
    const ask = () => db.selectFrom('accord.view_checkpoints').selectAll().execute();
    const users: Promise<void>[] = [];
    for (let i = 0; i < 10; i++)
      await new Promise<void>((begun) => {
        const use = (): Promise<void> => {
          begun();
          return done;
        };
        users.push(db.transaction().execute(use));
      });

    try {
      await expect(ask()).rejects.toThrow(ReadStoreUnavailable);
    } finally {
      free();
    }
    await Promise.all(users);
    expect(await ask()).toEqual([]);
  });
});

describe('The active place', () => {
  let database: DatabaseUnderTest;

  beforeAll(async () => (database = await startDatabase()));
  afterAll(() => database.stop());

  const wait = (signal = new AbortController().signal) =>
    becomeActive(database.url, 'tester', signal, () => undefined);

  it('is for one; who stands by gets it when it is left, and nothing when told to stop', async () => {
    const leave = await wait();
    const stopped = new AbortController();
    const passer = wait(stopped.signal);
    let taken = false;
    const standby = wait().finally(() => (taken = true));
    stopped.abort();
    expect(await passer).toBeUndefined();
    expect(taken).toBe(false);

    await leave?.();
    await (
      await standby
    )?.();
    expect(taken).toBe(true);
  });
});

describe('Locks', () => {
  let database: DatabaseUnderTest;

  beforeAll(async () => (database = await startDatabase()));
  afterAll(() => database.stop());

  it('let one at a time through where a key is shared, in whatever order they are named', async () => {
    let inside = 0;
    let most = 0;
    const visit = (keys: bigint[]) =>
      database.store.locks.hold(keys, async () => {
        most = Math.max(most, ++inside);
        await new Promise((later) => setImmediate(later));
        inside--;
      });
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => visit(i % 2 === 0 ? [1n, 2n, 3n] : [3n, 2n, 1n])),
    );
    expect(most).toBe(1);
  });

  it('are refused to who would wait for too long, who then may try again', async () => {
    let free = (): void => undefined;
    const held = new Promise<void>((resolve) => (free = resolve));
    let inside = (): void => undefined;
    const entered = new Promise<void>((resolve) => (inside = resolve));
    const holder = database.store.locks.hold([7n], () => {
      inside();
      return held;
    });
    await entered;
    const work = jest.fn(() => Promise.resolve());
    await expect(database.store.locks.hold([7n], work)).rejects.toThrow(LockUnavailable);
    expect(work).not.toHaveBeenCalled();
    free();
    await holder;
    await database.store.locks.hold([7n], work);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
