import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

const RETRY_MS = 500;

/**
 * Waits until this process is the only active one of its kind; others stand by. The lock belongs to
 * a database session: it is gone as soon as the process or its connection is.
 * @param lost called when the connection breaks while active
 * @returns what gives the place free; undefined when the signal came first
 */
export async function becomeActive(
  url: string,
  role: string,
  signal: AbortSignal,
  lost: (error: Error) => void,
): Promise<(() => Promise<void>) | undefined> {
  const client = new Client({ connectionString: url });
  let active = false;
  client.on('error', (error) => {
    if (active) lost(error);
  });
  await client.connect();
  while (!signal.aborted) {
    const { rows } = await client.query<{ won: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as won',
      [`active:${role}`],
    );
    if (rows[0]?.won) {
      active = true;
      return async () => {
        active = false;
        await client.end();
      };
    }
    await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
  await client.end();
  return undefined;
}
