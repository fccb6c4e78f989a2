import { accepted, compareDates, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

export interface ReceivePurchaseOrder {
  readonly reference: string;
  readonly on: IsoDate;
}

/** Records that the promised purchase order has come, on its last day or before. */
export function receivePurchaseOrder(
  state: Sale,
  { reference, on }: ReceivePurchaseOrder,
): Decision<SaleEvent> {
  if (state.status === 'unknown') return rejected('sale-unknown', 'No such sale');
  const due = state.booking.purchaseOrderDueOn;
  if (due === undefined) {
    return rejected('nothing-promised', 'The booking waits for no purchase order');
  }
  if (state.status === 'reversed') return rejected('sale-reversed', 'The sale was reversed');
  if (state.purchaseOrder !== null) {
    return state.purchaseOrder === reference
      ? accepted()
      : rejected('purchase-order-known', `"${state.purchaseOrder}" has come already`, 'reference');
  }
  if (compareDates(on, state.booking.bookedOn) < 0) {
    return rejected('before-booking', `Booked on ${state.booking.bookedOn}`, 'occurredOn');
  }
  return compareDates(on, due) <= 0
    ? accepted({ type: 'PurchaseOrderReceived', data: { reference, receivedOn: on } })
    : rejected('purchase-order-late', `It was due by ${due}`, 'occurredOn');
}
