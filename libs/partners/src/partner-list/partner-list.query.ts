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

const VIEWS = ['partners'];

/** Answers questions about partners as they stand now. */
@Injectable()
export class PartnersQuery {
  constructor(private readonly store: ReadStore) {}

  async list(query: PageQuery): Promise<QueryReply<Page<PartnerRow>>> {
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
    const page = pageOf(value.rows, limit, ({ partner_id }) => partner_id);
    return new QueryReply(page, position, stale);
  }

  async one(partnerId: string, query: AtLeastQuery): Promise<QueryReply<PartnerRow> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) => sql<PartnerRow>`select * from partners where partner_id = ${partnerId}`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(row, position, stale);
  }
}
