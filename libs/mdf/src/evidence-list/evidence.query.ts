import { Injectable } from '@nestjs/common';
import {
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { EvidenceRow } from './evidence.projection';
import type { EvidenceBody } from './evidence.response';

/** Lists what a partner has sent, in the order in which it came. */
@Injectable()
export class EvidenceQuery {
  constructor(private readonly store: ReadStore) {}

  async list(partnerId: string, query: PageQuery): Promise<QueryReply<Page<EvidenceBody>>> {
    const { limit } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      ['mdf_evidence'],
      (db) =>
        sql<EvidenceRow>`
          select * from mdf_evidence
          where partner_id = ${partnerId} and position > ${after}::bigint
          order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(evidenceBody), limit, (one) => one.position);
    return new QueryReply(page, position, stale);
  }
}

const evidenceBody = (row: EvidenceRow): EvidenceBody => ({
  sha256: row.sha256,
  mediaType: row.media_type,
  size: row.size,
  storedOn: row.stored_on,
  position: row.position.toString(),
});
