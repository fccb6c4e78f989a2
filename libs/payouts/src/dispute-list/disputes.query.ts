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
import type { DisputeRow } from './dispute-row';
import { disputeBody, type DisputeBody } from './dispute.response';

const STATUSES = ['open', 'overdue', 'accepted', 'accepted-in-part', 'rejected'] as const;

export class DisputeListQuery extends PageQuery {
  @IsOptional()
  @IsIdText()
  partnerId?: string;

  /** All of them when absent. */
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

const VIEWS = ['payout_disputes'];

/** Answers what partners question. */
@Injectable()
export class DisputesQuery {
  constructor(private readonly store: ReadStore) {}

  async list(caller: Caller, query: DisputeListQuery): Promise<QueryReply<Page<DisputeBody>>> {
    const { limit, status = null } = query;
    const { partnerId = null } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<DisputeRow>`
          select * from payout_disputes
          where dispute_id > ${after}
            and (${caller.partnerId}::text is null or partner_id = ${caller.partnerId})
            and (${partnerId}::text is null or partner_id = ${partnerId})
            and (${status}::text is null or status = ${status})
          order by dispute_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(disputeBody), limit, ({ disputeId }) => disputeId);
    return new QueryReply(page, position, stale);
  }
}
