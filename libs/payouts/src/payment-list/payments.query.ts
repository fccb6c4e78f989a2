import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import {
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { PaymentRow } from './payment-row';
import { paymentBody, type PaymentBody } from './payment.response';

const VIEWS = ['payments'];

/** Answers what became of payments. */
@Injectable()
export class PaymentsQuery {
  constructor(private readonly store: ReadStore) {}

  /** The payments of a run, by id. */
  async list(payoutId: string, query: PageQuery): Promise<QueryReply<Page<PaymentBody>>> {
    const { limit } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PaymentRow>`
          select * from payments where payout_id = ${payoutId} and payment_id > ${after}
          order by payment_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(paymentBody), limit, (payment) => payment.paymentId);
    return new QueryReply(page, position, stale);
  }

  /**
   * @param ids of payments or of messages to the bank
   * @returns the runs that they are of, by id, through the position
   */
  async payoutsOf(ids: readonly string[], position: LogPosition): Promise<string[]> {
    const { value } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<{ payout_id: string }>`
          select distinct payout_id from payments
          where payment_id = any(${ids}::text[]) or message_id = any(${ids}::text[])
          order by payout_id`.execute(db),
      position,
    );
    return value.rows.map(({ payout_id }) => payout_id);
  }

  /** @returns the payments that pay a statement, the first one first */
  async ofStatement(accountId: string, statementId: string): Promise<PaymentBody[]> {
    const { value } = await this.store.views.read(VIEWS, (db) =>
      sql<PaymentRow>`
        select * from payments where account_id = ${accountId} and statement_ids ? ${statementId}
        order by attempt`.execute(db),
    );
    return value.rows.map(paymentBody);
  }
}
