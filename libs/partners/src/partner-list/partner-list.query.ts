import { Injectable } from '@nestjs/common';
import {
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { PartnerRow } from './partner-row';
import { toPartner, type PartnerResponse } from './partner.response';

const VIEWS = ['partners'];

/** Answers questions about partners as they stand now. */
@Injectable()
export class PartnersQuery {
  constructor(private readonly store: ReadStore) {}

  async list(query: PageQuery): Promise<QueryReply<Page<PartnerResponse>>> {
    const { limit } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PartnerRow>`
          select * from partners where partner_id > ${after} order by partner_id limit ${limit + 1}`.execute(
          db,
        ),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(toPartner), limit, ({ partnerId }) => partnerId);
    return new QueryReply(page, position, stale);
  }

  async one(
    partnerId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<PartnerResponse> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) => sql<PartnerRow>`select * from partners where partner_id = ${partnerId}`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(toPartner(row), position, stale);
  }
}
