import { Injectable } from '@nestjs/common';
import {
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Caller,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { RequestRow } from './request-row';
import { requestBody, type FundsRequestBody } from './request.response';

const VIEWS = ['mdf_requests'];

/** Answers questions about requests and claims as they stand now, in the order of the requests. */
@Injectable()
export class MdfRequestsQuery {
  constructor(private readonly store: ReadStore) {}

  async list(
    { partnerId }: Caller,
    fundId: string,
    query: PageQuery,
  ): Promise<QueryReply<Page<FundsRequestBody>>> {
    const { limit } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<RequestRow>`
          select * from mdf_requests
          where fund_id = ${fundId} and position > ${after}::bigint
            and (${partnerId}::text is null or partner_id = ${partnerId})
          order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(requestBody), limit, (request) => request.position);
    return new QueryReply(page, position, stale);
  }

  /** @returns undefined when there is no such request, or none that this caller may see */
  async one(
    { partnerId }: Caller,
    fundId: string,
    requestId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<FundsRequestBody> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<RequestRow>`
          select * from mdf_requests where fund_id = ${fundId} and request_id = ${requestId}
            and (${partnerId}::text is null or partner_id = ${partnerId})`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(requestBody(row), position, stale);
  }
}
