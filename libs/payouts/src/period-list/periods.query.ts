import { Injectable } from '@nestjs/common';
import {
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { periodId } from '../period/period';
import type { PeriodRow } from './period-row';
import { periodBody, type PeriodBody } from './period.response';

const VIEWS = ['periods'];

/** Answers which periods are closed, and how far those are that are being closed. */
@Injectable()
export class PeriodsQuery {
  constructor(private readonly store: ReadStore) {}

  /** @returns ids of the periods that the worker has to close */
  async open(): Promise<string[]> {
    const { value } = await this.store.views.read(VIEWS, (db) =>
      sql<Pick<PeriodRow, 'book' | 'quarter'>>`
        select book, quarter from periods where status = 'closing' order by book, quarter`.execute(
        db,
      ),
    );
    return value.rows.map(periodId);
  }

  async list(book: string, query: PageQuery): Promise<QueryReply<Page<PeriodBody>>> {
    const { limit } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PeriodRow>`
          select * from periods where book = ${book} and quarter > ${after}
          order by quarter limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(periodBody), limit, ({ quarter }) => quarter);
    return new QueryReply(page, position, stale);
  }

  /** @returns undefined when nobody has asked to close it */
  async one(
    book: string,
    quarter: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<PeriodBody> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PeriodRow>`
          select * from periods where book = ${book} and quarter = ${quarter}`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(periodBody(row), position, stale);
  }
}
