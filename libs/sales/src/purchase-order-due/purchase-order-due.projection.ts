import { plusDays } from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { saleEvents, type SaleEvent } from '../sale.events';

/** A booking that is undone on a day, unless its purchase order comes before. */
export interface PurchaseOrderDueRow {
  readonly sale_id: string;
  readonly undone_on: string;
}

export const purchaseOrderDueProjection = keyedView<PurchaseOrderDueRow, SaleEvent>({
  name: 'purchase_order_due',
  version: 1,
  table: 'purchase_order_due',
  columns: { sale_id: 'text not null', undone_on: 'date not null' },
  key: ['sale_id'],
  indexes: [['undone_on']],
  events: [saleEvents],
  keysOf: (event) => [[event.stream.slice('sale-'.length)]],
  fold(row, event) {
    switch (event.type) {
      case 'SaleBooked': {
        const { saleId, purchaseOrderDueOn: due } = event.data;
        return due === undefined ? null : { sale_id: saleId, undone_on: plusDays(due, 1) };
      }
      case 'CustomerPaid':
      case 'SellerNamed':
      case 'MilestoneReached':
      case 'IncentiveExceptionRequested':
      case 'IncentiveExceptionDecided':
      case 'MilestoneMissed':
        return row ?? null;
      case 'PurchaseOrderReceived':
      case 'SaleReversed':
        return null;
    }
  },
});
