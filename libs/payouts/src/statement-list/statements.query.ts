import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { FISCAL_PERIOD, logPosition } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import {
  PageQuery,
  PointInTime,
  QueryReply,
  decodeCursor,
  minPositionOf,
  type AtLeastQuery,
  pageOf,
  type Caller,
  type Page,
} from '@accord/platform';
import { ReadStore, sql, type Reflected } from '@accord/read-store';
import { lineBodyFor } from '../statement/line.response';
import type { StatementLine } from '../statement/statement-line';
import type { StatementRow } from './statement-row';
import { statementBody, type StatementBody, type StatementDetailBody } from './statement.response';

export class StatementListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  partnerId?: string;

  /** Fiscal quarter of the run, for example FY2027-Q1. */
  @IsOptional()
  @Matches(FISCAL_PERIOD, {
    message: 'quarter is a fiscal quarter such as FY2027-Q1',
  })
  quarter?: string;
}

export class StatementQuery extends PageQuery {
  /** A log position, an instant of recording, or a date of the installation's clock; now when absent. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asOf?: string;
}

const VIEWS = ['payout_statements'];

/** Answers questions about issued statements. */
@Injectable()
export class StatementsQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly pointInTime: PointInTime,
    private readonly log: EventStore,
  ) {}

  async list(caller: Caller, query: StatementListQuery): Promise<QueryReply<Page<StatementBody>>> {
    const { limit, quarter = null } = query;
    const { partnerId = null } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<StatementRow>`
          select * from payout_statements
          where statement_id > ${after}
            and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})
            and (${partnerId}::text is null or partner_id = ${partnerId})
            and (${quarter}::text is null or quarter = ${quarter})
          order by statement_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(statementBody), limit, ({ statementId }) => statementId);
    return new QueryReply(page, position, stale);
  }

  /** @returns undefined when there is no such statement, was none by `asOf`, or none for this caller */
  async one(
    caller: Caller,
    statementId: string,
    query: StatementQuery,
  ): Promise<QueryReply<StatementDetailBody> | undefined> {
    const { limit, asOf } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const found = await this.read(caller, statementId, query, after, limit + 1);
    const { row, lines } = found.value;
    if (!row) return undefined;
    if (asOf !== undefined) {
      const wasRecorded = await this.pointInTime.resolve(asOf);
      const record = { position: logPosition(row.position), recordedAt: row.recorded_at };
      if (!wasRecorded(record)) return undefined;
    }
    const { items, next } = pageOf(lines.map(lineBodyFor(caller)), limit, ({ lineId }) => lineId);
    const body = { ...statementBody(row), items: [...items], next };
    return new QueryReply(body, found.position, found.stale);
  }

  /** @returns a statement without its lines; undefined when the log has none for this caller */
  async issued(caller: Caller, statementId: string): Promise<StatementRow | undefined> {
    const { value } = await this.read(caller, statementId, {}, '', 0);
    if (value.row) return value.row;
    // It may just have been issued: that there is none counts only at the head of the log.
    const minPosition = String((await this.log.head()).position);
    return (await this.read(caller, statementId, { minPosition }, '', 0)).value.row;
  }

  /** @returns a statement with all its lines; undefined when there is none for this caller */
  async whole(
    caller: Caller,
    statementId: string,
    query: AtLeastQuery,
  ): Promise<Reflected<{ row: StatementRow; lines: readonly StatementLine[] } | undefined>> {
    const { value, position, stale } = await this.read(caller, statementId, query, '', null);
    return { value: value.row && { row: value.row, lines: value.lines }, position, stale };
  }

  /** @returns one line of a statement; undefined when there is none for this caller */
  async line(
    caller: Caller,
    statementId: string,
    lineId: string,
    query: AtLeastQuery,
  ): Promise<Reflected<{ row: StatementRow; line: StatementLine } | undefined>> {
    const found = await this.store.views.read(
      VIEWS,
      async (db) => {
        const { rows } = await sql<StatementRow & { line: StatementLine }>`
        select s.*, l.line from payout_statements s join statement_lines l using (statement_id)
        where statement_id = ${statementId} and line_id = ${lineId}
          and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})`.execute(db);
        const [row] = rows;
        return row && { row, line: row.line };
      },
      minPositionOf(query),
    );
    return found;
  }

  private read(
    { partnerId }: Caller,
    statementId: string,
    query: { readonly minPosition?: string },
    after: string,
    limit: number | null,
  ): Promise<Reflected<{ row: StatementRow | undefined; lines: StatementLine[] }>> {
    return this.store.views.read(
      VIEWS,
      async (db) => {
        const statements = await sql<StatementRow>`
          select * from payout_statements where statement_id = ${statementId}
            and (${partnerId}::text is null or partner_id = ${partnerId})`.execute(db);
        const [row] = statements.rows;
        if (!row) return { row, lines: [] };
        const lines = await sql<{ line: StatementLine }>`
          select line from statement_lines
          where statement_id = ${statementId} and line_id > ${after}
          order by line_id limit ${limit}::int`.execute(db);
        return { row, lines: lines.rows.map(({ line }) => line) };
      },
      minPositionOf(query),
    );
  }
}
