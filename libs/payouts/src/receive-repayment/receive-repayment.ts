import { accepted, posting, rejected, toJson, type Decision, type Money } from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent, Repayment } from '../account/account.events';
import { accountUnknown, moreThanOwed } from '../propose-write-off/propose-write-off';

export interface ReceiveRepayment extends Omit<Repayment, 'amount'> {
  readonly book: string;
  readonly amount: Money;
}

/** Records that a payee has paid back what it owes (1100), all of it or a part, never more (R7b). */
export function receiveRepayment(
  { payee, balances }: Account,
  { book, amount, ...of }: ReceiveRepayment,
): Decision<AccountEvent> {
  if (!payee) return accountUnknown();
  if (amount.minor <= 0n) {
    return rejected('amount-not-positive', 'The amount must be above zero', 'amount');
  }
  if (amount.minor > balances.receivable) return moreThanOwed(balances.receivable, amount);
  const postings = [posting('R7b', { debit: '1200', credit: '1100', amount })];
  return accepted({
    type: 'RepaymentReceived',
    data: { ...payee, book, ...of, amount: toJson(amount), postings },
  });
}
