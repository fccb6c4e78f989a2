import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  PageQuery,
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { OpportunityRow } from './opportunity-row';
import { toOpportunity, type OpportunityResponse } from './opportunity.response';

export class OpportunityListQuery extends PageQuery {
  @IsOptional()
  @IsIn(['open', 'won', 'lost'])
  status?: string;

  /** The customer's account in the sales system. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  account?: string;
}

const VIEWS = ['opportunities'];

/** Answers questions about opportunities as last reported, in the order of their first report. */
@Injectable()
export class OpportunitiesQuery {
  constructor(private readonly store: ReadStore) {}

  async list(query: OpportunityListQuery): Promise<QueryReply<Page<OpportunityResponse>>> {
    const { limit, status = null, account = null } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<OpportunityRow>`
        select * from opportunities
        where position > ${after}::bigint
          and (${status}::text is null or status = ${status})
          and (${account}::text is null or account = ${account})
        order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(toOpportunity), limit, (row) => row.position);
    return new QueryReply(page, position, stale);
  }

  async one(
    { source, ref }: { readonly source: string; readonly ref: string },
    query: AtLeastQuery,
  ): Promise<QueryReply<OpportunityResponse> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<OpportunityRow>`
        select * from opportunities where opportunity = ${`${source}/${ref}`}`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(toOpportunity(row), position, stale);
  }
}
