import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { FISCAL_PERIOD, type FiscalQuarter, type LogPosition } from '@accord/kernel';
import {
  PageQuery,
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Caller,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { EarningLine } from '../earning-line';
import { linesByPayee, summaryOf, type LineRow, type Summary } from './earning-lines';
import { earningBody, type EarningBody } from './earning.response';
import { seenBy } from './seen-line';

export class EarningListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  partnerId?: string;

  /** Fiscal quarter in which it was earned, for example FY2027-Q1. */
  @IsOptional()
  @Matches(FISCAL_PERIOD, {
    message: 'quarter is a fiscal quarter such as FY2027-Q1',
  })
  quarter?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  dealId?: string;
}

const VIEWS = ['earnings'];

/** What partners have earned so far, calculated. */
@Injectable()
export class EarningsQuery {
  constructor(private readonly store: ReadStore) {}

  /**
   * Every line of a program up to a quarter, on one snapshot, payee by payee, each payee's by line id.
   * @param use gets the lines as they are read, at most 200 at a time, the log position that all of them
   *   reflect, and may ask what they are in all; the snapshot ends with it
   * @param minPosition what the snapshot must include at least
   * @throws BehindError, ViewStopped
   */
  async snapshot<T>(
    programId: string,
    through: FiscalQuarter,
    use: (
      lines: AsyncIterable<EarningLine[]>,
      at: { position: LogPosition; stale: boolean; summary: () => Promise<Summary> },
    ) => Promise<T>,
    minPosition?: LogPosition,
  ): Promise<T> {
    const { value } = await this.store.views.read(
      VIEWS,
      (db, at) => {
        const summary = () => summaryOf(db, programId, through);
        return use(linesByPayee(db, programId, through), { ...at, summary });
      },
      minPosition,
    );
    return value;
  }

  /** @returns whether some rule has reckoned for this partner with the line, or with any sale of the deal */
  async has(
    partnerId: string,
    by: { readonly lineId?: string; readonly dealId?: string },
    minPosition?: LogPosition,
  ): Promise<boolean> {
    const { lineId = null, dealId = null } = by;
    const { value } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<{ found: boolean }>`
          select exists (
            select 1 from earning_lines where partner_id = ${partnerId}
              and (${lineId}::text is null or line_id = ${lineId})
              and (${dealId}::text is null or deal_id = ${dealId})) as found`.execute(db),
      minPosition,
    );
    return value.rows[0]?.found === true;
  }

  async list(caller: Caller, query: EarningListQuery): Promise<QueryReply<Page<EarningBody>>> {
    const { limit, quarter = null, dealId = null } = query;
    const { partnerId = null } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<Pick<LineRow, 'line'>>`
          select line from earning_lines
          where line_id > ${after}
            and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})
            and (${partnerId}::text is null or partner_id = ${partnerId})
            and (${quarter}::text is null or quarter = ${quarter})
            and (${dealId}::text is null or deal_id = ${dealId})
          order by line_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const bodies = value.rows.map(({ line }) => earningBody(seenBy(caller, line)));
    return new QueryReply(
      pageOf(bodies, limit, ({ lineId }) => lineId),
      position,
      stale,
    );
  }

  /** @returns undefined when there is no such line, or none that this caller may see */
  async one(
    caller: Caller,
    lineId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<EarningBody> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<Pick<LineRow, 'line'>>`
          select line from earning_lines where line_id = ${lineId}
            and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})`.execute(
          db,
        ),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(earningBody(seenBy(caller, row.line)), position, stale);
  }
}
