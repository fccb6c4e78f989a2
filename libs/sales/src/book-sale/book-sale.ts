import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Booking, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

/** What was looked up about the registration that the sale is said to come from. */
export interface BookingFacts {
  /** Program of that registration; undefined when there is none, null for a sale without one. */
  readonly dealProgramId: string | null | undefined;
}

/** Records a closed order. It is booked once; corrections are reversals and new bookings. */
export function bookSale(
  state: Sale,
  booking: Booking,
  { dealProgramId }: BookingFacts,
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
  return accepted({ type: 'SaleBooked', data: booking });
}
