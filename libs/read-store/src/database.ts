import { Kysely, PostgresDialect } from 'kysely';
import { types, type Pool } from 'pg';
import { ReadStoreUnavailable } from './errors';
import { migrate } from './migrations';
import { openPool } from './pool';
import { preparing } from './prepared-statements';
import type { AccordTables } from './tables';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
// int8 is exact; a date is a date and does not move with the server's time zone.
types.setTypeParser(INT8, BigInt);
types.setTypeParser(DATE, (text) => text);
types.setTypeParser(TIMESTAMPTZ, (text) => new Date(text).toISOString());

const DEFAULT_POOL = 10;

/**
 * @param url postgres:// address
 * @param waitMs how long to wait for the server's first answer
 * @throws ReadStoreUnavailable when nothing answers; says where, how long, and what to do
 */
export async function openDatabase(
  url: string,
  waitMs: number,
): Promise<{ db: Kysely<AccordTables>; pool: Pool }> {
  const pool = openPool({
    connectionString: url,
    max: DEFAULT_POOL,
    connectionTimeoutMillis: 5_000,
  });
  try {
    await waitForAnswer(pool, url, waitMs);
    const db = new Kysely<AccordTables>({
      dialect: new PostgresDialect({ pool: preparing(pool) }),
    });
    await migrate(db);
    return { db, pool };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function waitForAnswer(pool: Pool, url: string, waitMs: number): Promise<void> {
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      await pool.query('select 1');
      return;
    } catch (error) {
      if (Date.now() >= until) {
        const address = url.replace(/\/\/[^@/]*@/, '//');
        throw new ReadStoreUnavailable(
          `No PostgreSQL answered at ${address} within ${Math.round(waitMs / 1000)} s. Start it, or set ` +
            'DATABASE_URL to its address; with nothing set, `npm start` brings its own. ' +
            `Last error: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
