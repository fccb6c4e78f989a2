import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import { ReadStore, sql } from '@accord/read-store';
import { CUSTOMER_NOW, customerNow, customerOfDeal } from '../deal-customers/customer-now';

/** Whose customer it is when something is renewed. */
export interface Incumbent {
  readonly partnerId: string;
  readonly since: string;
  /** The latest order, the customer's statement, or an order from before orders came here. */
  readonly by: 'order' | 'statement' | 'opening';
  /** The order, or the document. */
  readonly reference: string;
  /** The partner's discount in the order, where it is known. */
  readonly lastRate: string | null;
}

/** The oldest order of new business: where a customer came from. */
export interface FirstOrder {
  readonly saleId: string;
  readonly bookedOn: string;
  readonly dealId: string | null;
  /** Whether an approved registration brought it. */
  readonly registered: boolean;
  readonly opportunity: string | null;
}

interface IncumbentRow {
  readonly partner_id: string;
  readonly since: string;
  readonly kind: Incumbent['by'];
  readonly reference: string;
  readonly discount: string | null;
}

interface FirstRow {
  readonly sale_id: string;
  readonly booked_on: string;
  readonly deal_id: string | null;
  readonly registered: boolean;
  readonly opportunity: string | null;
}

const VIEWS = ['customer_orders', 'deals', 'incumbency_moves', CUSTOMER_NOW];

const SOLD_TO = sql<string>`coalesce(
  ${customerNow(sql<string>`o.customer_id`)}, ${customerOfDeal(sql<string>`o.deal_id`, sql<string>`d.customer_id`)})`;

/** Answers from the history of orders who is whose incumbent, and who brought whom. */
@Injectable()
export class IncumbentsQuery {
  constructor(private readonly store: ReadStore) {}

  /** @param atLeast log position that the answer must include */
  async of(
    programId: string,
    customerId: string,
    atLeast?: LogPosition,
  ): Promise<Incumbent | undefined> {
    const { incumbent } = await this.seen(programId, customerId, atLeast);
    return incumbent;
  }

  /**
   * Orders that stand, by the day that they were closed, and the customer's last statement: the
   * latest of them names the incumbent (GitLab, Channel Operations).
   */
  async seen(
    programId: string,
    customerId: string,
    atLeast?: LogPosition,
  ): Promise<{ incumbent: Incumbent | undefined; position: LogPosition; stale: boolean }> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<IncumbentRow>`
        select * from (
          select coalesce(o.partner_id, d.partner_id) partner_id, o.booked_on since, o.position,
            'order' kind, o.sale_id reference, o.discount
          from customer_orders o left join deals d using (deal_id)
          where o.program_id = ${programId} and not o.reversed
            and ${SOLD_TO} = ${customerNow(sql<string>`${customerId}`)}
          union all
          select partner_id, moved_on, position, kind, document, discount
          from incumbency_moves
          where program_id = ${programId}
            and ${customerNow(sql<string>`customer_id`)} = ${customerNow(sql<string>`${customerId}`)}) history
        where partner_id is not null
        order by since desc, position desc limit 1`.execute(db),
      atLeast,
    );
    const [row] = value.rows;
    const incumbent = row && {
      partnerId: row.partner_id,
      since: row.since,
      by: row.kind,
      reference: row.reference,
      lastRate: row.discount,
    };
    return { incumbent, position, stale };
  }

  /** @returns the customer's oldest order of new business that stands; undefined when there is none */
  async firstOrder(
    programId: string,
    customerId: string,
    atLeast?: LogPosition,
  ): Promise<FirstOrder | undefined> {
    const { value } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<FirstRow>`
        select o.sale_id, o.booked_on, o.deal_id, d.approved_on is not null registered, d.opportunity
        from customer_orders o left join deals d using (deal_id)
        where o.program_id = ${programId} and not o.reversed
          and ${SOLD_TO} = ${customerNow(sql<string>`${customerId}`)}
          and coalesce(o.business, case d.renewal when 'none' then 'new' else 'renewal' end) = 'new'
        order by o.booked_on, o.position limit 1`.execute(db),
      atLeast,
    );
    const [row] = value.rows;
    return (
      row && {
        saleId: row.sale_id,
        bookedOn: row.booked_on,
        dealId: row.deal_id,
        registered: row.registered,
        opportunity: row.opportunity,
      }
    );
  }
}
