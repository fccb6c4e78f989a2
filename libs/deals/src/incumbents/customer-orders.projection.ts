import type { Recorded } from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { saleEvents, type SaleEvent } from '@accord/sales';

/** An order as far as it says who sold what to whom. */
export interface CustomerOrderRow {
  readonly sale_id: string;
  readonly position: bigint;
  readonly program_id: string;
  /** Its registration, which knows seller and customer. */
  readonly deal_id: string | null;
  /** Seller and customer of an order without a registration. */
  readonly partner_id: string | null;
  readonly customer_id: string | null;
  /** "new" or "renewal", where the order says so itself. */
  readonly business: string | null;
  /** The partner's discount in it, where it is known. */
  readonly discount: string | null;
  readonly booked_on: string;
  readonly reversed: boolean;
}

export function foldOrder(
  row: CustomerOrderRow | undefined,
  event: Recorded<SaleEvent>,
): CustomerOrderRow | null {
  if (event.type === 'SaleBooked') {
    const { saleId, programId, dealId, bookedOn } = event.data;
    const { partnerId, customerId, business, partnerDiscount } = event.data;
    return {
      sale_id: saleId,
      position: event.position,
      program_id: programId,
      deal_id: dealId,
      partner_id: partnerId ?? null,
      customer_id: customerId ?? null,
      business: business ?? null,
      discount: partnerDiscount ?? null,
      booked_on: bookedOn,
      reversed: false,
    };
  }
  if (!row) throw new Error(`${event.type} before the sale was booked`);
  switch (event.type) {
    case 'CustomerPaid':
    case 'PurchaseOrderReceived':
    case 'SellerNamed':
    case 'MilestoneReached':
    case 'IncentiveExceptionRequested':
    case 'IncentiveExceptionDecided':
    case 'MilestoneMissed':
      return row;
    case 'SaleReversed':
      return { ...row, reversed: true };
  }
}

export const customerOrdersProjection = keyedView<CustomerOrderRow, SaleEvent>({
  name: 'customer_orders',
  version: 1,
  table: 'customer_orders',
  columns: {
    sale_id: 'text not null collate "C"',
    position: 'bigint not null',
    program_id: 'text not null',
    deal_id: 'text',
    partner_id: 'text',
    customer_id: 'text',
    business: 'text',
    discount: 'text',
    booked_on: 'date not null',
    reversed: 'boolean not null',
  },
  key: ['sale_id'],
  indexes: [['deal_id'], ['customer_id']],
  events: [saleEvents],
  keysOf: (event) => [[event.stream.slice('sale-'.length)]],
  fold: foldOrder,
});
