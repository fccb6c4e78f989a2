import type { StreamType } from '@accord/kernel';
import { saleEvents, type SaleEvent } from './sale.events';

type Facts<T extends SaleEvent['type']> = Extract<SaleEvent, { type: T }>['data'];
export type Booking = Facts<'SaleBooked'>;
export type Payment = Facts<'CustomerPaid'>;

export type Sale =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'booked' | 'reversed';
      readonly booking: Booking;
      readonly payments: readonly Payment[];
      /** The purchase order that came after the booking. */
      readonly purchaseOrder: string | null;
    };

export const sale: StreamType<Sale, SaleEvent> = {
  catalog: saleEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'SaleBooked')
      return { status: 'booked', booking: event.data, payments: [], purchaseOrder: null };
    if (state.status === 'unknown') return state;
    switch (event.type) {
      case 'CustomerPaid':
        return { ...state, payments: [...state.payments, event.data] };
      case 'PurchaseOrderReceived':
        return { ...state, purchaseOrder: event.data.reference };
      case 'SaleReversed':
        return { ...state, status: 'reversed' };
    }
  },
};
