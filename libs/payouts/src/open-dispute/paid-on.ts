import type { IsoDate } from '@accord/kernel';

/** What the bank has said of a payment, on a business date. */
export interface SaidByBank {
  readonly type: 'PaymentConfirmed' | 'PaymentReturned';
  readonly paymentId: string;
  readonly on: IsoDate;
}

/**
 * The day on which the bank has said that a statement is paid.
 * @param payments the statements that each payment pays, by its id
 * @param said in the order recorded
 * @returns null where it has not, or the money came back and was not paid again
 */
export function paidOn(
  statementId: string,
  payments: ReadonlyMap<string, readonly string[]>,
  said: readonly SaidByBank[],
): IsoDate | null {
  let paid: SaidByBank | null = null;
  for (const one of said) {
    if (!payments.get(one.paymentId)?.includes(statementId)) continue;
    if (one.type === 'PaymentConfirmed') paid = one;
    else if (paid?.paymentId === one.paymentId) paid = null;
  }
  return paid?.on ?? null;
}
