import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import {
  IsIdText,
  PageQuery,
  QueryReply,
  decodeCursor,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import {
  coFunderBody,
  refundLineBody,
  type CoFunderBody,
  type CoFunderSums,
  type RefundLineBody,
} from './refund.response';
import type { RefundRow } from './refund-row';

export class CoFunderListQuery extends PageQuery {
  @IsOptional()
  @IsIdText()
  party?: string;

  /** Those of whom something is open, or from whom too much was received; all when absent. */
  @IsOptional()
  @IsIn(['open'])
  status?: 'open';
}

const VIEWS = ['refunds'];

/** Answers what co-funding parties owe and have paid. */
@Injectable()
export class RefundsQuery {
  constructor(private readonly store: ReadStore) {}

  /** What each party owes, by account. */
  async coFunders(query: CoFunderListQuery): Promise<QueryReply<Page<CoFunderBody>>> {
    const { limit, party = null, status = null } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const owed = sql`coalesce(sum(amount_minor) filter (where kind = 'refund'), 0)`;
    const received = sql`coalesce(sum(amount_minor) filter (where kind = 'receipt'), 0)`;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<CoFunderSums>`
          select account_id, party, entity, book, currency,
            ${owed}::text as owed, ${received}::text as received
          from refunds
          where account_id > ${after} and (${party}::text is null or party = ${party})
          group by account_id, party, entity, book, currency
          having ${status}::text is null or ${owed} <> ${received}
          order by account_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(coFunderBody), limit, ({ accountId }) => accountId);
    return new QueryReply(page, position, stale);
  }

  /** @returns what is owed for each claim and what was received, in the order recorded */
  async lines(accountId: string, query: PageQuery): Promise<QueryReply<Page<RefundLineBody>>> {
    const { limit } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<RefundRow>`
          select * from refunds where account_id = ${accountId} and position > ${after}::bigint
          order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(refundLineBody), limit, (line) => line.position);
    return new QueryReply(page, position, stale);
  }
}
