import { accepted, currency, money, posting, rejected, toJson, uuidFrom } from '@accord/kernel';
import type { Decision } from '@accord/kernel';
import type { Account } from '../account/account';
import { convertedPayment, type PaymentRate } from '../account/converted-payment';
import type { AccountEvent } from '../account/account.events';
import { holdOnAccount } from '../account/hold';
import { unfinishedStatement } from '../issue-payout/issue-payout';
import type { UsedDetails } from '../payment-details/payment-details.events';

export interface InstructPayment {
  readonly payoutId: string;
  readonly accountId: string;
  readonly partnerId: string;
  readonly book: string;
  readonly currency: string;
  readonly details: UsedDetails;
  /** Absent: it is paid in the account's currency. */
  readonly rate?: PaymentRate;
}

/** The end-to-end id: 32 characters that every bank takes, the same for the same attempt. */
export const paymentId = (payoutId: string, accountId: string, attempt: number): string =>
  uuidFrom('payment', payoutId, accountId, String(attempt)).replaceAll('-', '');

/** Releases all that is payable (R6). What is in flight is not payable, so that it never goes twice. */
export function instructPayment(
  state: Account,
  { details, rate, ...of }: InstructPayment,
): Decision<AccountEvent> {
  if (state.unfinished) return unfinishedStatement(state.unfinished);
  const hold = holdOnAccount(state.holds);
  if (hold) return rejected('held', `The account is held: ${hold.reason}`);
  const amount = money(state.balances.payable, currency(of.currency));
  if (amount.minor === 0n) return rejected('nothing-payable', 'Nothing is payable');
  const converted = rate && convertedPayment(amount, rate);
  if (converted?.amount.minor === '0') {
    return rejected('nothing-payable', `Less than one unit of ${rate?.to} is payable`);
  }
  const attempt = state.payments.size + 1;
  return accepted({
    type: 'PaymentInstructed',
    data: {
      ...of,
      ...details,
      paymentId: paymentId(of.payoutId, of.accountId, attempt),
      attempt,
      amount: toJson(amount),
      ...(converted && { converted }),
      statementIds: state.unpaid,
      postings: [posting('R6', { debit: '2130', credit: '2170', amount })],
    },
  });
}
