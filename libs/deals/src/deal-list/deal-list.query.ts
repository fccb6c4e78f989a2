import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  PageQuery,
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Caller,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { dealBody, type DealBody } from './deal.response';
import type { DealRow } from './deal-row';

const STATUSES = [
  'pending',
  'returned',
  'approved',
  'denied',
  'broken',
  'withdrawn',
  'expired',
  'won',
  'lost',
];

export class DealListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  partnerId?: string;

  @IsOptional()
  @IsIn(STATUSES)
  status?: string;

  /** External reference, `<source>/<ref>`. */
  @IsOptional()
  @IsString()
  @MaxLength(201)
  origin?: string;
}

const VIEWS = ['deals'];

/** Answers questions about deals as they stand now, in the order of their registration. */
@Injectable()
export class DealsQuery {
  constructor(private readonly store: ReadStore) {}

  async list(caller: Caller, query: DealListQuery): Promise<QueryReply<Page<DealBody>>> {
    const { limit, status = null, origin = null } = query;
    const partner = caller.partnerId ?? query.partnerId ?? null;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<DealRow>`
        select * from deals
        where position > ${after}::bigint
          and (${partner}::text is null or partner_id = ${partner})
          and (${status}::text is null or status = ${status})
          and (${origin}::text is null or origin = ${origin})
        order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(dealBody), limit, (deal) => deal.position);
    return new QueryReply(page, position, stale);
  }

  /** @returns undefined when there is no such deal, or none that this caller may see */
  async one(
    caller: Caller,
    dealId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<DealBody> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<DealRow>`
        select * from deals where deal_id = ${dealId}
          and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(dealBody(row), position, stale);
  }
}
