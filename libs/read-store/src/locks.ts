import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { LockUnavailable, cannotAnswer, isPassing } from './errors';
import { KeyQueue } from './key-queue';
import { connectionOf, openPool } from './pool';

/** How patient locks are. */
export interface LockTimes {
  /** So long a caller waits for a lock of another process. */
  readonly waitMs: number;
  /** A holder whose connection is idle for so long loses its locks: it may have stopped for good. */
  readonly holdMs: number;
}

export const DEFAULT_LOCK_TIMES: LockTimes = { waitMs: 2_000, holdMs: 10_000 };

/** What a holder knows of its locks. */
export interface HeldLocks {
  /**
   * Takes in first what the server has said: whoever was frozen finds the word that its locks are lost among
   * other answers, in any order.
   * @throws LockUnavailable when the locks are known to be lost
   */
  check(): Promise<void>;
}

/** A small pool of its own: locks wait in connections, and must not take those of the queries. */
const CONNECTIONS = 8;
/** So long a caller queues in the process for its turn and a connection. */
const QUEUE_LIMIT_MS = 30_000;
const LOCK_NOT_AVAILABLE = '55P03';

const busy = (): LockUnavailable =>
  new LockUnavailable('Others are deciding on the same customer; nothing was changed. Try again.');

const gone = (): LockUnavailable =>
  new LockUnavailable('The locks were lost; nothing was changed. Try again.');

/** Advisory locks that vanish with their transaction, whatever becomes of the process. */
export class Locks {
  private readonly pool: Pool;
  private readonly queue = new KeyQueue();

  constructor(
    url: string,
    private readonly times: LockTimes = DEFAULT_LOCK_TIMES,
  ) {
    this.pool = openPool({ connectionString: url, max: CONNECTIONS });
  }

  /**
   * Runs the work while holding a lock on every key, taken in ascending order so that nobody waits in
   * a circle. Callers that want a key in common queue in the process before they take a connection, so
   * that one much wanted key does not use up the pool.
   * @throws LockUnavailable when the turn does not come within 30 s, another process holds one of
   *   the keys for longer than the waiting time (2 s), or the connection breaks before all are held;
   *   ReadStoreUnavailable where there is none
   */
  async hold<T>(keys: readonly bigint[], work: (locks: HeldLocks) => Promise<T>): Promise<T> {
    const sorted = [...new Set(keys)].toSorted((a, b) => (a < b ? -1 : 1));
    const leave = await this.queue.turn(sorted, QUEUE_LIMIT_MS);
    if (!leave) throw busy();
    try {
      return await this.locked(sorted, work);
    } finally {
      leave();
    }
  }

  private async locked<T>(
    keys: readonly bigint[],
    work: (locks: HeldLocks) => Promise<T>,
  ): Promise<T> {
    const client = await connectionOf(this.pool);
    let lost = false;
    // The server ends a transaction that was idle for too long, and says so when nobody is asking.
    const onLost = (): void => void (lost = true);
    client.on('error', onLost);
    try {
      await this.acquire(client, keys);
      return await work({
        async check() {
          // To the end of this turn of the event loop, and through one that reads what has come since.
          await turn();
          await turn();
          if (lost) throw gone();
        },
      });
    } finally {
      // Ends the transaction and with it the locks; a connection in doubt is closed instead.
      if (!lost) await client.query('rollback').catch(onLost);
      client.removeListener('error', onLost);
      client.release(lost);
    }
  }

  private async acquire(client: PoolClient, keys: readonly bigint[]): Promise<void> {
    const { waitMs, holdMs } = this.times;
    try {
      await client.query(
        `begin; set local lock_timeout = ${waitMs}; set local idle_in_transaction_session_timeout = ${holdMs}`,
      );
      await client.query(
        'select pg_advisory_xact_lock(k) from (select k from unnest($1::bigint[]) with ordinality as t(k, i) order by i) as sorted',
        [keys.map(String)],
      );
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) {
        throw busy();
      }
      // The connection broke, or was idle for too long between the two: no work has been begun.
      if (isPassing(error) || cannotAnswer(error)) throw gone();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
