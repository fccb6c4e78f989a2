import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import { startDatabase, type DatabaseUnderTest } from '../../../test/support/database';
import { LockUnavailable } from './errors';
import { Locks, type HeldLocks } from './locks';

/** A promise and what resolves it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** Ends when nobody holds a lock of the database any more. */
const UNTIL_GIVEN_UP = `
  const { Client } = require('pg');
  const client = new Client({ connectionString: process.argv[1] });
  const isHeld = () => client.query("select 1 from pg_locks where locktype = 'advisory'");
  client.connect().then(async () => {
    while ((await isHeld()).rowCount > 0);
    await client.end();
  });`;

describe('Locks of two processes', () => {
  let database: DatabaseUnderTest;
  let ours: Locks;
  let theirs: Locks;

  beforeAll(async () => {
    database = await startDatabase();
  });
  beforeEach(() => {
    ours = new Locks(database.url, { waitMs: 60_000, holdMs: 60_000 });
    theirs = new Locks(database.url, { waitMs: 100, holdMs: 60_000 });
  });
  afterEach(() => Promise.all([ours.close(), theirs.close()]));
  afterAll(() => database.stop());

  it('exclude one another on a shared key, and on no other', async () => {
    const [held, done] = [gate(), gate()];
    const holding = ours.hold([1n, 2n], async () => {
      held.open();
      await done.opened;
    });
    await held.opened;
    await expect(theirs.hold([2n, 3n], async () => 'in')).rejects.toThrow(LockUnavailable);
    expect(await theirs.hold([3n, 4n], async () => 'in')).toBe('in');
    done.open();
    await holding;
    expect(await theirs.hold([2n, 3n], async () => 'in')).toBe('in');
  });

  it('are given back when the work fails', async () => {
    const failing = ours.hold([5n], () => Promise.reject(new Error('the work failed')));
    await expect(failing).rejects.toThrow('the work failed');
    expect(await theirs.hold([5n], async () => 'in')).toBe('in');
  });

  it('are lost by a holder that shows no sign of life, which learns of it and lives on', async () => {
    const stalled = new Locks(database.url, { waitMs: 60_000, holdMs: 1_000 });
    const outcome = await stalled.hold([6n], async (locks) => {
      await locks.check();
      // The rival waits until the server has ended the stalled transaction.
      const rival = new Locks(database.url, { waitMs: 60_000, holdMs: 60_000 });
      expect(await rival.hold([6n], async () => 'in')).toBe('in');
      await rival.close();
      await noticed(locks);
      return 'told';
    });
    expect(outcome).toBe('told');
    expect(await stalled.hold([6n], async () => 'in again')).toBe('in again');
    await stalled.close();
  });

  it('are known to be lost to who was frozen, as soon as it asks', async () => {
    const stalled = new Locks(database.url, { waitMs: 60_000, holdMs: 500 });
    const outcome = stalled.hold([10n], async (locks) => {
      // Nothing is read while this waits until the server has ended the transaction.
      execFileSync(process.execPath, ['-e', UNTIL_GIVEN_UP, database.url]);
      await locks.check();
    });
    await expect(outcome).rejects.toThrow(LockUnavailable);
    await stalled.close();
  });

  it('are refused, to be tried again, to who waits for them when the connection breaks', async () => {
    const [held, done] = [gate(), gate()];
    const holding = ours.hold([9n], async () => {
      held.open();
      await done.opened;
    });
    await held.opened;
    const patient = new Locks(database.url, { waitMs: 60_000, holdMs: 60_000 });
    const outcome = patient.hold([9n], async () => 'in').catch((error: unknown) => error);
    while ((await waitingForLocks()) === 0);
    await database.cutConnections();
    done.open();
    await holding;
    expect(await outcome).toBeInstanceOf(LockUnavailable);
    expect(await patient.hold([9n], async () => 'in')).toBe('in');
    await patient.close();
  });

  it('leave the pool to others while one much wanted key is waited for', async () => {
    const [held, done] = [gate(), gate()];
    const first = ours.hold([7n], async () => {
      held.open();
      await done.opened;
    });
    await held.opened;
    const crowd = Array.from({ length: 50 }, () => ours.hold([7n], async () => 'in'));
    expect(await ours.hold([8n], async () => 'in')).toBe('in');
    expect(await connectionsOf()).toBeLessThan(5);
    done.open();
    await first;
    expect(await Promise.all(crowd)).toEqual(crowd.map(() => 'in'));
  });

  async function noticed(locks: HeldLocks): Promise<void> {
    for (const until = Date.now() + 30_000; Date.now() < until;) {
      try {
        await locks.check();
      } catch (error) {
        expect(error).toBeInstanceOf(LockUnavailable);
        return;
      }
    }
    throw new Error('The loss of the lock was never noticed');
  }

  const connectionsOf = (): Promise<number> =>
    rowsOf("pg_stat_activity where query like '%advisory%' and pid <> pg_backend_pid()");
  const waitingForLocks = (): Promise<number> => rowsOf('pg_locks where not granted');

  async function rowsOf(what: string): Promise<number> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(`select 1 from ${what}`);
    await client.end();
    return rows.length;
  }
});
