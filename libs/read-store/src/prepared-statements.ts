import {
  sql,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { sha256Hex } from '@accord/kernel';
import { connectionOf } from './pool';

const MARK = '/* prepared */';

/**
 * Stands in front of a statement that is asked again and again: each connection parses and plans it once,
 * and anew when the tables behind its names become others. For those whose plan does not depend on what is
 * asked for.
 */
export const prepared = sql.raw<never>(MARK);

/** @returns a pool for Kysely, which itself knows no statements that are kept */
export function preparing(pool: Pool): PostgresPool {
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await connectionOf(pool);
      const known = clients.get(client) ?? new PreparingClient(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

class PreparingClient implements PostgresPoolClient {
  constructor(private readonly client: PoolClient) {}

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    asked: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    const plain: PostgresPoolClient = this.client;
    if (typeof asked !== 'string') return plain.query(asked);
    return asked.startsWith(MARK) ? this.keep(asked, values) : plain.query<R>(asked, values);
  }

  private async keep<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const statement = { name: nameOf(text), text, values: [...values] };
    const { rows } = await this.client.query(statement);
    return { command: 'SELECT', rowCount: rows.length, rows };
  }

  release(): void {
    this.client.release();
  }
}

const names = new Map<string, string>();

/** The same for the same text; there are as many as the program has such statements. */
function nameOf(text: string): string {
  const name = names.get(text) ?? sha256Hex(text).slice(0, 32);
  names.set(text, name);
  return name;
}
