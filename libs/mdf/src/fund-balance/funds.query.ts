import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
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
import type { FundRow } from './fund-row';
import { fundBody, type FundBody } from './fund.response';

export class FundListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  partnerId?: string;
}

const VIEWS = ['mdf_balances'];

/** Answers questions about funds as they stand now, by id. */
@Injectable()
export class FundsQuery {
  constructor(private readonly store: ReadStore) {}

  async list(caller: Caller, query: FundListQuery): Promise<QueryReply<Page<FundBody>>> {
    const { limit } = query;
    const partner = caller.partnerId ?? query.partnerId ?? null;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<FundRow>`
          select * from mdf_balances
          where fund_id > ${after} and (${partner}::text is null or partner_id = ${partner})
          order by fund_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(fundBody), limit, ({ fundId }) => fundId);
    return new QueryReply(page, position, stale);
  }

  /** @returns undefined when there is no such fund, or none that this caller may see */
  async one(
    caller: Caller,
    fundId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<FundBody> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<FundRow>`
          select * from mdf_balances where fund_id = ${fundId}
            and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})`.execute(
          db,
        ),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(fundBody(row), position, stale);
  }
}
