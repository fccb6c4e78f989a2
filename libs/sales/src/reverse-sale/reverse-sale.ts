import { accepted, isBefore, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

export interface ReverseSale {
  readonly why: string;
  readonly on: IsoDate;
}

/** Undoes a booking in whole, once. What it has earned is counted again without it. */
export function reverseSale(state: Sale, { why, on }: ReverseSale): Decision<SaleEvent> {
  if (state.status === 'unknown') return rejected('sale-unknown', 'No such sale');
  if (state.status === 'reversed') {
    return rejected('sale-reversed', 'The sale was reversed already');
  }
  const { bookedOn } = state.booking;
  if (isBefore(on, bookedOn)) {
    return rejected('before-booking', `The sale was booked on ${bookedOn}`, 'occurredOn');
  }
  return accepted({ type: 'SaleReversed', data: { why, reversedOn: on } });
}
