import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
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
import type { SaleRow } from './sale-row';
import { toSale, type SaleResponse } from './sale.response';

export class SaleListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  dealId?: string;

  /** The closed-won opportunity, `<source>/<ref>`. */
  @IsOptional()
  @IsString()
  @MaxLength(201)
  opportunity?: string;
}

const VIEWS = ['sales'];

/** Answers questions about sales as they stand now, in the order of their booking. */
@Injectable()
export class SalesQuery {
  constructor(private readonly store: ReadStore) {}

  async list(query: SaleListQuery): Promise<QueryReply<Page<SaleResponse>>> {
    const { limit, dealId = null, opportunity = null } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<SaleRow>`
        select * from sales
        where position > ${after}::bigint
          and (${dealId}::text is null or deal_id = ${dealId})
          and (${opportunity}::text is null or opportunity = ${opportunity})
        order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(toSale), limit, (row) => row.position);
    return new QueryReply(page, position, stale);
  }

  async one(saleId: string, query: AtLeastQuery): Promise<QueryReply<SaleResponse> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) => sql<SaleRow>`select * from sales where sale_id = ${saleId}`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(toSale(row), position, stale);
  }
}
