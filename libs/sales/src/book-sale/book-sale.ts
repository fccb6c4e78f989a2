import { accepted, rejected, rejectedFor, type Decision } from '@accord/kernel';
import type { marketplaceFee } from './marketplace-fee';
import type { purchaseOrderDue } from '../purchase-order-due/purchase-order-rule';
import type { Booking, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

/** What was looked up about the registration that the sale is said to come from. */
export interface BookingFacts {
  /** Program of that registration; undefined when there is none, null for a sale without one. */
  readonly dealProgramId: string | null | undefined;
  /** What the program says to a promised purchase order; absent: nothing was promised. */
  readonly promise?: ReturnType<typeof purchaseOrderDue>;
  /** What the program says to the marketplace that the order went through; absent: through none. */
  readonly marketplace?: ReturnType<typeof marketplaceFee>;
  /** What the program wants done by a day; absent or empty: nothing. */
  readonly milestonesDue?: Booking['milestonesDue'];
}

/** Records a closed order. It is booked once; corrections are reversals and new bookings. */
export function bookSale(
  state: Sale,
  booking: Booking,
  { dealProgramId, marketplace, promise, milestonesDue = [] }: BookingFacts,
): Decision<SaleEvent> {
  if (state.status !== 'unknown') {
    return rejected('sale-exists', `Sale "${booking.saleId}" is booked already`);
  }
  if (dealProgramId === undefined) {
    return rejected('deal-unknown', `No deal "${booking.dealId}"`, 'dealId');
  }
  if (dealProgramId !== null && dealProgramId !== booking.programId) {
    return rejected('deal-of-other-program', `The deal belongs to "${dealProgramId}"`, 'programId');
  }
  if (booking.annualFees.currency !== booking.netArr.currency) {
    return rejected('currencies-differ', 'Both amounts are in one currency', 'netArr');
  }
  const faults = [marketplace, promise].flatMap((said) =>
    said && 'rejection' in said ? [said.rejection] : [],
  );
  if (faults.length > 0) return rejectedFor(faults);
  return accepted({
    type: 'SaleBooked',
    data: {
      ...booking,
      ...(milestonesDue.length > 0 && { milestonesDue }),
      ...(marketplace && 'fee' in marketplace && { marketplaceFee: marketplace.fee }),
      ...(promise && 'dueOn' in promise && { purchaseOrderDueOn: promise.dueOn }),
    },
  });
}
