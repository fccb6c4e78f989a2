import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import {
  IsIdText,
  PageQuery,
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type Caller,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { HoldRow } from './hold-row';
import { holdBody, type HoldBody } from './hold.response';

export class HoldListQuery extends PageQuery {
  @IsOptional()
  @IsIdText()
  partnerId?: string;

  /** Both when absent. */
  @IsOptional()
  @IsIn(['active', 'released'])
  status?: 'active' | 'released';
}

const VIEWS = ['payout_holds'];

/** Answers what is kept back. */
@Injectable()
export class HoldsQuery {
  constructor(private readonly store: ReadStore) {}

  async list(caller: Caller, query: HoldListQuery): Promise<QueryReply<Page<HoldBody>>> {
    const { limit, status = null } = query;
    const { partnerId = null } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<HoldRow>`
          select * from payout_holds
          where hold_id > ${after}
            and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})
            and (${partnerId}::text is null or partner_id = ${partnerId})
            and (${status}::text is null or (released_on is null) = (${status} = 'active'))
          order by hold_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(holdBody), limit, ({ holdId }) => holdId);
    return new QueryReply(page, position, stale);
  }
}
