import {
  accepted,
  currency,
  fromJson,
  isCurrency,
  parseAmount,
  posting,
  rejected,
  type Decision,
  type Money,
} from '@accord/kernel';
import type { Conversion } from '@accord/rates';
import type { Account } from '../account/account';
import { exchangePostings } from '../account/converted-payment';
import { toldAmount, type AccountEvent } from '../account/account.events';
import type { BankAnswer } from './bank-answer';

export interface AnswerPayment {
  readonly paymentId: string;
  readonly answer: Pick<BankAnswer, 'verdict' | 'amount'>;
  readonly book: string;
  /** SHA-256 of the bank's file. */
  readonly sha256: string;
  /**
   * Of a converted payment: the rate of the answer's day back into the account's currency, or why there
   * is none.
   */
  readonly back?: Conversion | { readonly missing: string };
}

/**
 * Books what the bank says of a payment, once (R6a, R6b). Answers that come twice or out of order change
 * nothing: whatever their order, money that came back is payable. One that cannot be true beside an
 * earlier one is refused, for a person to look at.
 */
export function answerPayment(
  { payments }: Account,
  { paymentId, answer, book, sha256, back }: AnswerPayment,
): Decision<AccountEvent> {
  const known = payments.get(paymentId);
  if (!known) return rejected('payment-unknown', `No payment "${paymentId}"`);
  const { payment, status } = known;
  const { accountId, partnerId, payoutId } = payment;
  const amount = fromJson(payment.amount);
  const { verdict } = answer;
  if (answer.amount && !agrees(answer.amount, fromJson(toldAmount(payment)))) {
    return rejected('amount-mismatch', 'Amount or currency are not those of the payment');
  }
  const data = {
    accountId,
    partnerId,
    book,
    currency: amount.currency,
    payoutId,
    paymentId,
    amount: payment.amount,
    sha256,
  };
  switch (verdict.kind) {
    case 'pending':
      return accepted();
    case 'confirmed': {
      if (status === 'rejected') return contradiction('The bank has rejected it before');
      if (status !== 'in-flight') return accepted();
      const { converted } = payment;
      if (!converted) {
        const postings = [posting('R6a', { debit: '2170', credit: '1200', amount })];
        return accepted({ type: 'PaymentConfirmed', data: { ...data, postings } });
      }
      if (!back || 'missing' in back) return rateMissing(back);
      const postings = [
        posting('R6a', { debit: '2170', credit: '9000', amount }),
        ...exchangePostings(amount, converted, back, true),
      ];
      return accepted({ type: 'PaymentConfirmed', data: { ...data, postings } });
    }
    case 'returned': {
      const { how, reasonCode } = verdict;
      if (status === 'rejected' || status === 'sent-back') return accepted();
      if (status === 'confirmed' && how === 'rejected') {
        return contradiction('The bank has confirmed it before');
      }
      const { converted } = payment;
      const isExchanged = status === 'confirmed' && converted !== undefined;
      if (isExchanged && (!back || 'missing' in back)) return rateMissing(back);
      const debit = status === 'in-flight' ? '2170' : isExchanged ? '9000' : '1200';
      const postings = [
        posting('R6b', { debit, credit: '2130', amount }),
        ...(isExchanged && back && 'factor' in back
          ? exchangePostings(amount, converted, back, false)
          : []),
      ];
      return accepted({ type: 'PaymentReturned', data: { ...data, how, reasonCode, postings } });
    }
  }
}

const rateMissing = (back: AnswerPayment['back']): Decision<never> =>
  rejected('rate-missing', back && 'missing' in back ? back.missing : 'No rate was looked up');

const contradiction = (message: string): Decision<never> => rejected('contradiction', message);

/** Banks write zeros behind the point as they like. */
function agrees(given: NonNullable<BankAnswer['amount']>, expected: Money): boolean {
  if (!isCurrency(given.currency) || currency(given.currency) !== expected.currency) return false;
  const text = given.text.includes('.') ? given.text.replace(/\.?0+$/, '') : given.text;
  try {
    return parseAmount(text, expected.currency).minor === expected.minor;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
