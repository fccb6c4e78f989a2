import type { StreamType } from '@accord/kernel';
import { saleEvents, type ExceptionOf, type SaleEvent } from './sale.events';

type Facts<T extends SaleEvent['type']> = Extract<SaleEvent, { type: T }>['data'];
export type Booking = Facts<'SaleBooked'>;
export type Payment = Facts<'CustomerPaid'>;
export type Seller = Facts<'SellerNamed'>;
export type ExceptionRequest = Facts<'IncentiveExceptionRequested'>;
export type ExceptionDecision = Facts<'IncentiveExceptionDecided'>;
export type Milestone = Facts<'MilestoneReached'>;

export type Sale =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'booked' | 'reversed';
      readonly booking: Booking;
      readonly payments: readonly Payment[];
      /** The purchase order that came after the booking. */
      readonly purchaseOrder: string | null;
      /** One of each partner. */
      readonly sellers: readonly Seller[];
      readonly milestones: readonly Milestone[];
      /** Names of the milestones whose last day passed without them. */
      readonly missed: readonly string[];
      readonly exceptions: readonly ExceptionState[];
    };

export interface ExceptionState {
  readonly request: ExceptionRequest;
  readonly decision: ExceptionDecision | null;
}

/** Whether two exceptions are from the same rule for the same registration. */
export const isSameException = (a: ExceptionOf, b: ExceptionOf): boolean =>
  a.dealId === b.dealId && a.rule === b.rule;

export const sale: StreamType<Sale, SaleEvent> = {
  catalog: saleEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'SaleBooked') {
      const none = { payments: [], purchaseOrder: null, sellers: [] };
      const nothing = { milestones: [], missed: [], exceptions: [] };
      return { status: 'booked', booking: event.data, ...none, ...nothing };
    }
    if (state.status === 'unknown') return state;
    switch (event.type) {
      case 'CustomerPaid':
        return { ...state, payments: [...state.payments, event.data] };
      case 'PurchaseOrderReceived':
        return { ...state, purchaseOrder: event.data.reference };
      case 'SellerNamed': {
        const others = state.sellers.filter(({ partnerId }) => partnerId !== event.data.partnerId);
        return { ...state, sellers: [...others, event.data] };
      }
      case 'MilestoneReached':
        return { ...state, milestones: [...state.milestones, event.data] };
      case 'MilestoneMissed':
        return { ...state, missed: [...state.missed, event.data.milestone] };
      case 'IncentiveExceptionRequested':
        return {
          ...state,
          exceptions: [...state.exceptions, { request: event.data, decision: null }],
        };
      case 'IncentiveExceptionDecided':
        return {
          ...state,
          exceptions: state.exceptions.map((one) =>
            isSameException(one.request, event.data) && one.decision === null
              ? { ...one, decision: event.data }
              : one,
          ),
        };
      case 'SaleReversed':
        return { ...state, status: 'reversed' };
    }
  },
};
