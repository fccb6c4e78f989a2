import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { ReadStoreUnavailable } from './errors';

/**
 * A pool whose connections may break at any time, also between two queries of a transaction. Whoever
 * uses a broken one is told by its next query; without a listener the event would end the process.
 */
export function openPool(config: PoolConfig): Pool {
  const pool = new Pool(config);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** @throws ReadStoreUnavailable where the pool has none in time: all are in use, or the server is away */
export async function connectionOf(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ReadStoreUnavailable(
      `PostgreSQL has no connection for this at the moment (${why}). Try again.`,
      { cause },
    );
  }
}
