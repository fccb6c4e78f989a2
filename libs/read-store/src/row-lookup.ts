import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { cannotAnswer } from './errors';
import type { ViewDb } from './projection';

/** Where rows are looked up, and the text column whose value names one. */
export interface Lookup<Row> {
  readonly view: string;
  readonly table: string;
  readonly key: keyof Row & string;
}

/** Looks up single rows for decisions that merely consult them; what is asked at once is one statement. */
export class RowLookup<Row extends object> {
  private readonly rows: DataLoader<string, Row | undefined>;

  constructor(
    private readonly db: ViewDb,
    private readonly lookup: Lookup<Row>,
  ) {
    this.rows = new DataLoader((keys) => this.load(keys), {
      cache: false,
      batchScheduleFn: (load) => void setImmediate(load),
    });
  }

  /**
   * @returns undefined where the view holds no such row or does not follow the log, or cannot be asked:
   *   then only the log knows
   */
  find(key: string): Promise<Row | undefined> {
    return this.rows.load(key);
  }

  private async load(keys: readonly string[]): Promise<(Row | undefined)[]> {
    const { view, table, key } = this.lookup;
    try {
      const { rows } = await sql<Row>`
        select t.* from ${sql.id('read', table)} t
        where t.${sql.id(key)} = any(${[...new Set(keys)]}) and not exists (
          select from accord.view_checkpoints
          where namespace = '' and view = ${view} and (status = 'stopped' or not current)
        )`.execute(this.db);
      const found = new Map(rows.map((row) => [String(row[key]), row]));
      return keys.map((wanted) => found.get(wanted));
    } catch (error) {
      if (cannotAnswer(error)) return keys.map(() => undefined);
      throw error;
    }
  }
}
