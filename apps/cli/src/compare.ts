import type { LogPosition } from '@accord/kernel';
import { schemaOf, sql, type Projection, type ReadStore } from '@accord/read-store';

/** How one table of a rebuilt view stands beside the live one. */
export interface Comparison {
  readonly view: string;
  readonly table: string;
  readonly rows: number;
  readonly equal: number;
  readonly different: number;
  /** A few rows that only one of them has. */
  readonly examples: readonly { readonly where: 'live' | 'replay'; readonly row: unknown }[];
}

const EXAMPLES = 3;

/**
 * Compares on one snapshot of the database.
 * @param at where the rebuilt views stand
 * @returns undefined when the live views stand elsewhere by now
 */
export async function compareViews(
  reads: ReadStore,
  projections: readonly Projection[],
  namespace: string,
  at: LogPosition,
): Promise<Comparison[] | undefined> {
  return reads.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const stands = await trx
        .selectFrom('accord.view_checkpoints')
        .select('position')
        .where('namespace', '=', '')
        .where('current', '=', true)
        .execute();
      if (stands.some(({ position }) => position !== at)) return undefined;
      const comparisons: Comparison[] = [];
      for (const projection of projections) {
        for (const table of projection.tables) {
          const live = sql`select to_jsonb(t) as row from ${sql.id('read', table)} t`;
          const rebuilt = sql`select to_jsonb(t) as row from ${sql.id(schemaOf(projection, namespace), table)} t`;
          const count = await sql<{ n: bigint }>`select count(*) as n from (${live}) l`.execute(
            trx,
          );
          const missing = await sql<{ row: unknown }>`${live} except all ${rebuilt}`.execute(trx);
          const extra = await sql<{ row: unknown }>`${rebuilt} except all ${live}`.execute(trx);
          const rows = Number(count.rows[0]?.n ?? 0n);
          comparisons.push({
            view: projection.name,
            table,
            rows,
            equal: rows - missing.rows.length,
            different: Math.max(missing.rows.length, extra.rows.length),
            examples: [
              ...missing.rows
                .slice(0, EXAMPLES)
                .map(({ row }) => ({ where: 'live' as const, row })),
              ...extra.rows
                .slice(0, EXAMPLES)
                .map(({ row }) => ({ where: 'replay' as const, row })),
            ],
          });
        }
      }
      return comparisons;
    });
}
