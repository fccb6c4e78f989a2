import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
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
import type { HeldBuckets } from '../fund-balances';
import { FundAccess } from './fund-access.query';
import type { FundRow } from './fund-row';
import { fundBody, type FundBody } from './fund.response';

export class FundListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  partnerId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  region?: string;

  @IsOptional()
  @Matches(/^FY(19|20|21)\d{2}-Q[1-4]$/, { message: 'quarter must be one such as FY2027-Q1' })
  quarter?: string;
}

/** A fund with what the asking partner holds of it, where it shares it. */
type SeenRow = FundRow & { readonly own: OwnColumns | null };
interface OwnColumns {
  readonly reserved: string;
  readonly committed: string;
  readonly claimed: string;
  readonly consumed: string;
}

const VIEWS = ['mdf_balances', 'mdf_requests'];

/** Answers questions about funds as they stand now, by id. */
@Injectable()
export class FundsQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly access: FundAccess,
  ) {}

  async list(caller: Caller, query: FundListQuery): Promise<QueryReply<Page<FundBody>>> {
    const { limit, region = null, quarter = null, partnerId = null } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const seen = await this.seenBy(caller);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<SeenRow>`
          ${seen} and f.fund_id > ${after}
            and (${partnerId}::text is null or f.partner_id = ${partnerId})
            and (${region}::text is null or f.region = ${region})
            and (${quarter}::text is null or f.quarter = ${quarter})
          order by f.fund_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(seenBody), limit, ({ fundId }) => fundId);
    return new QueryReply(page, position, stale);
  }

  /** @returns undefined when there is no such fund, or none that this caller may see */
  async one(
    caller: Caller,
    fundId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<FundBody> | undefined> {
    const seen = await this.seenBy(caller);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) => sql<SeenRow>`${seen} and f.fund_id = ${fundId}`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(seenBody(row), position, stale);
  }

  /** The funds that the caller may know of. */
  private async seenBy({ partnerId }: Caller) {
    if (partnerId === null) return sql`select f.*, null as own from mdf_balances f where true`;
    const { programId, regions } = await this.access.sharedWith(partnerId);
    return sql`
      select f.*, case when f.partner_id is null then (
        select json_build_object(
          'reserved', coalesce(sum(amount_minor) filter (where status = 'requested'), 0)::text,
          'committed', coalesce(sum(committed_minor), 0)::text,
          'claimed', coalesce(sum(claimed_minor), 0)::text,
          'consumed', coalesce(sum(consumed_minor), 0)::text)
        from mdf_requests r where r.fund_id = f.fund_id and r.partner_id = ${partnerId}
      ) end as own
      from mdf_balances f
      where (f.partner_id = ${partnerId} or (f.partner_id is null
        and f.program_id = ${programId} and f.region = any(${[...regions]}::text[])))`;
  }
}

const seenBody = ({ own, ...row }: SeenRow): FundBody =>
  fundBody(row, own ? heldOf(own) : undefined);

const heldOf = (own: OwnColumns): HeldBuckets => ({
  reserved: BigInt(own.reserved),
  committed: BigInt(own.committed),
  claimed: BigInt(own.claimed),
  consumed: BigInt(own.consumed),
});
