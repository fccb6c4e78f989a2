import { ApiProperty } from '@nestjs/swagger';
import { formatAmount, fromJson } from '@accord/kernel';
import type { ConvertedPayment } from '../account/converted-payment';
import type { PaymentRow } from './payment-row';

/** By which rate a payment left in another currency. */
export class PaymentRateBody {
  publication: string;
  publishedOn: string;
  base: string;
  /** What one unit of the base was worth. */
  @ApiProperty({ type: Object, additionalProperties: { type: 'string' } })
  quotes: Record<string, string>;
  /** Exact, minor units for minor units: `numerator/denominator`. */
  factor: string;
}

/** One payment to a partner. */
export class PaymentBody {
  /** The bank's end-to-end id. */
  paymentId: string;
  payoutId: string;
  accountId: string;
  partnerId: string;
  /** Counts the payments out of the account, from 1. */
  attempt: number;
  /** What it settles of the account. */
  amount: string;
  currency: string;
  /** What the bank was told to pay. */
  toldAmount: string;
  toldCurrency: string;
  /** Where that is another currency: the publication that the rate is of, and its day; else null. */
  rate: PaymentRateBody | null;
  /** The statements that it pays. */
  statementIds: string[];
  status: 'in-flight' | 'confirmed' | 'returned';
  /** Why the bank has returned it, for example AC04: the account is closed. */
  reasonCode: string | null;
  /** Number of the payment file that holds it, in its run. */
  message: number | null;
  messageId: string | null;
  instructedOn: string;
  answeredOn: string | null;
}

export const paymentBody = (row: PaymentRow): PaymentBody => ({
  paymentId: row.payment_id,
  payoutId: row.payout_id,
  accountId: row.account_id,
  partnerId: row.partner_id,
  attempt: row.attempt,
  amount: formatAmount(fromJson(row.amount)),
  currency: row.amount.currency,
  toldAmount: formatAmount(fromJson((row.converted ?? row).amount)),
  toldCurrency: (row.converted ?? row).amount.currency,
  rate: row.converted && rateBody(row.converted),
  statementIds: [...row.statement_ids],
  status: row.status,
  reasonCode: row.reason_code,
  message: row.message_number,
  messageId: row.message_id,
  instructedOn: row.instructed_on,
  answeredOn: row.answered_on,
});

const rateBody = (converted: ConvertedPayment): PaymentRateBody => ({
  publication: converted.publication,
  publishedOn: converted.publishedOn,
  base: converted.base,
  quotes: { ...converted.quotes },
  factor: converted.factor,
});
