import { Injectable } from '@nestjs/common';
import { currency, formatAmount, money } from '@accord/kernel';
import {
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { TransferBody } from './transfer.response';
import type { TransferRow } from './transfers.projection';

/** Lists transfers from and to a fund in the order in which they were sent. */
@Injectable()
export class TransfersQuery {
  constructor(private readonly store: ReadStore) {}

  async list(fundId: string, query: PageQuery): Promise<QueryReply<Page<TransferBody>>> {
    const { limit } = query;
    const after = decodePositionCursor(query.cursor) ?? -1n;
    const { value, position, stale } = await this.store.views.read(
      ['mdf_transfers'],
      (db) =>
        sql<TransferRow>`
          select * from mdf_transfers
          where (from_fund = ${fundId} or to_fund = ${fundId}) and position > ${after}::bigint
          order by position limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(transferBody), limit, (one) => one.position);
    return new QueryReply(page, position, stale);
  }
}

const transferBody = (row: TransferRow): TransferBody => ({
  transferId: row.transfer_id,
  fromFundId: row.from_fund,
  toFundId: row.to_fund,
  position: row.position.toString(),
  status: row.status,
  amount: formatAmount(money(row.amount_minor, currency(row.currency))),
  currency: row.currency,
  sentOn: row.sent_on,
});
