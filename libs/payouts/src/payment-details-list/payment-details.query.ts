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
import { masked } from '../payment-details/bank-details';
import { PaymentDetailsRegistry } from '../payment-details/payment-details-registry';
import type { PaymentDetailsRow, VersionRow } from './payment-details.projection';
import {
  versionBody,
  type DetailsVersionBody,
  type PaymentDetailsBody,
} from './payment-details.response';

const VIEWS = ['payment_details'];

/** Answers where partners are paid and where the vendor pays from. */
@Injectable()
export class PaymentDetailsQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly registry: PaymentDetailsRegistry,
  ) {}

  /** By id; account numbers are masked. */
  async list(query: PageQuery): Promise<QueryReply<Page<PaymentDetailsBody>>> {
    const { limit } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PaymentDetailsRow>`
          select * from payment_details where details_id > ${after}
          order by details_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows, limit, ({ details_id }) => details_id);
    const items = await Promise.all(page.items.map((row) => this.body(row, masked)));
    return new QueryReply({ ...page, items }, position, stale);
  }

  /** In full: what somebody reviews before confirming it. */
  async one(
    detailsId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<PaymentDetailsBody> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PaymentDetailsRow>`
          select * from payment_details where details_id = ${detailsId}`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(await this.body(row, (number) => number), position, stale);
  }

  private async body(
    row: PaymentDetailsRow,
    show: (accountNumber: string) => string,
  ): Promise<PaymentDetailsBody> {
    const version = async (one: VersionRow | null): Promise<DetailsVersionBody | null> => {
      if (!one) return null;
      const details = await this.registry.read(row.details_id, one);
      return versionBody(
        one,
        details && { ...details, accountNumber: show(details.accountNumber) },
      );
    };
    return {
      detailsId: row.details_id,
      owner: row.owner,
      ownerId: row.owner_id,
      currency: row.currency,
      confirmed: await version(row.confirmed),
      pending: await version(row.pending),
    };
  }
}
