import { Pool, type PoolConfig } from 'pg';

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
