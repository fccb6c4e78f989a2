import type { Pool, PoolClient } from 'pg';
import { LockUnavailable } from './errors';
import { openPool } from './pool';

/** A small pool of its own: locks wait in connections, and must not take those of the queries. */
const CONNECTIONS = 8;
const LOCK_TIMEOUT = '2s';
const IDLE_TIMEOUT = '10s';
const LOCK_NOT_AVAILABLE = '55P03';

/** Advisory locks that vanish with their transaction, whatever becomes of the process. */
export class Locks {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = openPool({ connectionString: url, max: CONNECTIONS });
  }

  /**
   * Runs the work while holding a lock on every key, taken in ascending order so that nobody waits in
   * a circle. Callers queue in the process until a connection is free.
   * @throws LockUnavailable when somebody else held one of the keys for more than 2 s
   */
  async hold<T>(keys: readonly bigint[], work: () => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      await this.acquire(client, keys);
      return await work();
    } catch (error) {
      broken = !(error instanceof LockUnavailable);
      throw error;
    } finally {
      // Ends the transaction and with it the locks; a connection in doubt is closed instead.
      await client.query('rollback').catch(() => (broken = true));
      client.release(broken);
    }
  }

  private async acquire(client: PoolClient, keys: readonly bigint[]): Promise<void> {
    const sorted = [...new Set(keys)].toSorted((a, b) => (a < b ? -1 : 1));
    await client.query(
      `begin; set local lock_timeout = '${LOCK_TIMEOUT}'; set local idle_in_transaction_session_timeout = '${IDLE_TIMEOUT}'`,
    );
    try {
      await client.query(
        'select pg_advisory_xact_lock(k) from (select k from unnest($1::bigint[]) with ordinality as t(k, i) order by i) as sorted',
        [sorted.map(String)],
      );
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) {
        throw new LockUnavailable(
          'Others are deciding on the same customer; nothing was changed. Try again.',
        );
      }
      throw error;
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
