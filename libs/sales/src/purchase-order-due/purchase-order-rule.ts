import {
  compareDates,
  plusDays,
  quarterEnd,
  quarterOf,
  type IsoDate,
  type Rejection,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';

/**
 * GitLab, order processing: in the last 5 days of the quarter an order may be booked on the customer's
 * promise of a purchase order within 10 days; on day 11 without one the booking is undone.
 * @returns the last day on which it may come, or why the promise is not enough
 */
export function purchaseOrderDue(
  { purchaseOrder, fiscalYear }: Pick<ProgramRules, 'purchaseOrder' | 'fiscalYear'>,
  bookedOn: IsoDate,
): { readonly dueOn: IsoDate } | { readonly rejection: Rejection } {
  const refuse = (code: string, message: string) => ({
    rejection: { code, message, path: 'purchaseOrder' },
  });
  if (!purchaseOrder) {
    return refuse('purchase-order-needed', 'The program books nothing on a promise');
  }
  const { lastDaysOfQuarter, withinDays } = purchaseOrder;
  const end = quarterEnd(quarterOf(bookedOn, fiscalYear), fiscalYear);
  const first = plusDays(end, 1 - lastDaysOfQuarter);
  return compareDates(bookedOn, first) < 0
    ? refuse('too-early-in-quarter', `A promise is enough from ${first} to ${end}`)
    : { dueOn: plusDays(bookedOn, withinDays) };
}
