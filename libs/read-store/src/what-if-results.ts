import { sql, type Kysely } from 'kysely';
import type { LogPosition } from '@accord/kernel';
import type { AccordTables, WhatIfLineRow, WhatIfPartnerRow, WhatIfRow } from './tables';

/** A trial of changed rules, as it was asked for. */
export interface AskedWhatIf {
  readonly id: string;
  /** SHA-256 of the question. */
  readonly hash: string;
  readonly programId: string;
  /** JSON. */
  readonly question: object;
}

/** What came of some partners: their sums, and the lines that the changed rules change. */
export interface WhatIfPart {
  readonly partners: readonly Omit<WhatIfPartnerRow, 'id'>[];
  readonly lines: readonly Omit<WhatIfLineRow, 'id'>[];
  readonly done: number;
}

/** Trials that are kept, the last ones. */
const KEPT = 20;
const ROWS_AT_ONCE = 500;

/** Trials of changed rules and what came of them. Nothing rests on them: lost, they are asked for again. */
export class WhatIfResults {
  constructor(private readonly db: Kysely<AccordTables>) {}

  /** @returns the trial of this id: the new one, or the one that was asked for before */
  async ask({ id, hash, programId, question }: AskedWhatIf): Promise<WhatIfRow> {
    await this.db
      .insertInto('accord.what_ifs')
      .values({ id, hash, program_id: programId, question: JSON.stringify(question) })
      .onConflict((at) => at.column('id').doNothing())
      .execute();
    const kept = this.db
      .selectFrom('accord.what_ifs')
      .select('id')
      .orderBy('asked', 'desc')
      .limit(KEPT);
    await this.db.deleteFrom('accord.what_ifs').where('id', 'not in', kept).execute();
    return this.db
      .selectFrom('accord.what_ifs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  }

  find(id: string): Promise<WhatIfRow | undefined> {
    return this.db
      .selectFrom('accord.what_ifs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** @returns trials that are not done, the first asked first */
  open(): Promise<WhatIfRow[]> {
    return this.db
      .selectFrom('accord.what_ifs')
      .selectAll()
      .where('status', '=', 'open')
      .orderBy('asked')
      .execute();
  }

  /** Begins anew: whatever a process that died left behind is forgotten. */
  async begin(id: string, partners: number): Promise<void> {
    await this.db.transaction().execute(async (trx) => {
      await trx.deleteFrom('accord.what_if_partners').where('id', '=', id).execute();
      await trx.deleteFrom('accord.what_if_lines').where('id', '=', id).execute();
      await trx
        .updateTable('accord.what_ifs')
        .set({ partners, partners_done: 0 })
        .where('id', '=', id)
        .execute();
    });
  }

  async add(id: string, { partners, lines, done }: WhatIfPart): Promise<void> {
    await this.db.transaction().execute(async (trx) => {
      for (const sums of partners) {
        await trx
          .insertInto('accord.what_if_partners')
          .values({ id, ...sums })
          .onConflict((at) =>
            at.columns(['id', 'partner_id', 'currency']).doUpdateSet({
              current_minor: sql`accord.what_if_partners.current_minor + excluded.current_minor`,
              changed_minor: sql`accord.what_if_partners.changed_minor + excluded.changed_minor`,
              lines_changed: sql`accord.what_if_partners.lines_changed + excluded.lines_changed`,
            }),
          )
          .execute();
      }
      for (let at = 0; at < lines.length; at += ROWS_AT_ONCE) {
        const rows = lines.slice(at, at + ROWS_AT_ONCE).map((line) => ({ id, ...line }));
        await trx.insertInto('accord.what_if_lines').values(rows).execute();
      }
      await trx
        .updateTable('accord.what_ifs')
        .set({ partners_done: done })
        .where('id', '=', id)
        .execute();
    });
  }

  async finish(id: string, at: LogPosition, error: string | null): Promise<void> {
    await this.db
      .updateTable('accord.what_ifs')
      .set({ status: error === null ? 'done' : 'failed', position: at, error })
      .where('id', '=', id)
      .execute();
  }

  /** @returns sums behind a partner and currency, in their order */
  partners(
    id: string,
    after: readonly [string, string],
    limit: number,
  ): Promise<WhatIfPartnerRow[]> {
    const [partner, currency] = after;
    return this.db
      .selectFrom('accord.what_if_partners')
      .selectAll()
      .where('id', '=', id)
      .where(sql<boolean>`(partner_id, currency) > (${partner}, ${currency})`)
      .orderBy('partner_id')
      .orderBy('currency')
      .limit(limit)
      .execute();
  }

  /** @returns sums of all partners, by currency */
  async totals(
    id: string,
  ): Promise<{ readonly currency: string; readonly current: bigint; readonly changed: bigint }[]> {
    const { rows } = await sql<{ currency: string; current: string; changed: string }>`
      select currency, sum(current_minor)::text as current, sum(changed_minor)::text as changed
      from accord.what_if_partners where id = ${id} group by currency order by currency`.execute(
      this.db,
    );
    return rows.map(({ currency, current, changed }) => ({
      currency,
      current: BigInt(current),
      changed: BigInt(changed),
    }));
  }

  /** @returns lines behind one, in the order of their ids */
  async lines<Line>(
    id: string,
    { partnerId, after, limit }: { partnerId: string | null; after: string; limit: number },
  ): Promise<WhatIfLineRow<Line>[]> {
    const { rows } = await sql<WhatIfLineRow<Line>>`
      select * from accord.what_if_lines
      where id = ${id} and line_id > ${after}
        and (${partnerId}::text is null or partner_id = ${partnerId})
      order by line_id limit ${limit}`.execute(this.db);
    return rows;
  }
}
