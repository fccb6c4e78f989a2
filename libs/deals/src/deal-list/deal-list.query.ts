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
import { CUSTOMER_NOW, customerOfDeal } from '../deal-customers/customer-now';
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

  /** The distributor of two-tier deals. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  distributorId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  programId?: string;

  @IsOptional()
  @IsIn(STATUSES)
  status?: string;

  /** The approval step that it waits at. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  step?: string;

  /** External reference, `<source>/<ref>`. */
  @IsOptional()
  @IsString()
  @MaxLength(201)
  origin?: string;
}

const VIEWS = ['deals', CUSTOMER_NOW];
/** Whose an approved registration is by now, in place of whose it was when it was approved. */
const CUSTOMER = sql<string | null>`case when d.customer_id is not null then
  ${customerOfDeal(sql<string>`d.deal_id`, sql<string>`d.customer_id`)} end as customer_id`;

/** A partner sees the deals that it registered, and those that it delivers as their distributor. */
const isOpenTo = ({ partnerId }: Caller) =>
  partnerId === null
    ? sql`true`
    : sql`(partner_id = ${partnerId} or distributor_id = ${partnerId})`;

/** How the vendor decides is not for partners: asked for a step, they get nothing. */
const isOfVendor = ({ partnerId }: Caller) => (partnerId === null ? sql`true` : sql`false`);

const bodiesOf = (rows: readonly DealRow[], caller: Caller): DealBody[] =>
  rows.map((row) => dealBody(row, caller));

/** Answers questions about deals as they stand now, in the order of their registration. */
@Injectable()
export class DealsQuery {
  constructor(private readonly store: ReadStore) {}

  async list(caller: Caller, query: DealListQuery): Promise<QueryReply<Page<DealBody>>> {
    const { limit, status = null, origin = null } = query;
    const { partnerId = null, distributorId = null, programId = null, step = null } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<DealRow>`
        select d.*, ${CUSTOMER} from deals d
        where position > ${after}::bigint
          and ${isOpenTo(caller)}
          and (${partnerId}::text is null or partner_id = ${partnerId})
          and (${distributorId}::text is null or distributor_id = ${distributorId})
          and (${programId}::text is null or program_id = ${programId})
          and (${status}::text is null or status = ${status})
          and (${step}::text is null or (steps->>0 = ${step} and ${isOfVendor(caller)}))
          and (${origin}::text is null or origin = ${origin})
        order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(bodiesOf(value.rows, caller), limit, (deal) => deal.position);
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
        select d.*, ${CUSTOMER} from deals d where deal_id = ${dealId} and ${isOpenTo(caller)}`.execute(
          db,
        ),
      minPositionOf(query),
    );
    const [body] = bodiesOf(value.rows, caller);
    return body && new QueryReply(body, position, stale);
  }
}
