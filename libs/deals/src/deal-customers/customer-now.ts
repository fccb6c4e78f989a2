import { sql } from '@accord/read-store';

type Text = ReturnType<typeof sql<string>>;

/** The views that the customers of now are read from. */
export const CUSTOMER_NOW = 'deal_customers';

/** Who a customer is by now, in a query of this context. */
export const customerNow = (id: Text): Text => sql<string>`coalesce(
  (select f.now from former_customers f where f.customer_id = ${id}), ${id})`;

/** Whose a registration is by now; the customer that it was decided about where no claim says it. */
export const customerOfDeal = (dealId: Text, decided: Text): Text => sql<string>`coalesce(
  (select dc.customer_id from deal_customers dc where dc.deal_id = ${dealId}), ${customerNow(decided)})`;
