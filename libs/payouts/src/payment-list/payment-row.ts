import type { MoneyJson, Recorded } from '@accord/kernel';
import type { AccountEvent } from '../account/account.events';
import type { ConvertedPayment } from '../account/converted-payment';
import type { PayoutEvent } from '../payout/payout.events';

/** A payment as lists show it. */
export interface PaymentRow {
  readonly payment_id: string;
  readonly payout_id: string;
  readonly account_id: string;
  readonly partner_id: string;
  readonly attempt: number;
  readonly amount: MoneyJson;
  /** Null: it left in that currency. */
  readonly converted: ConvertedPayment | null;
  readonly statement_ids: readonly string[];
  readonly status: 'in-flight' | 'confirmed' | 'returned';
  /** Of the bank, for a return. */
  readonly reason_code: string | null;
  /** Message to the bank that holds it; null until there is one. */
  readonly message_number: number | null;
  readonly message_id: string | null;
  readonly instructed_on: string;
  /** Business date on which the bank's last answer was recorded. */
  readonly answered_on: string | null;
}

type PaymentEvent = Extract<
  AccountEvent | PayoutEvent,
  { type: 'PaymentInstructed' | 'PaymentConfirmed' | 'PaymentReturned' | 'PaymentsInstructed' }
>;

const PAYMENT_EVENTS: ReadonlySet<string> = new Set<PaymentEvent['type']>([
  'PaymentInstructed',
  'PaymentConfirmed',
  'PaymentReturned',
  'PaymentsInstructed',
]);

export const isOfPayments = (
  event: Recorded<AccountEvent | PayoutEvent>,
): event is Recorded<PaymentEvent> => PAYMENT_EVENTS.has(event.type);

/** @returns ids of the payments that an event is about */
export const paymentsIn = (event: PaymentEvent): readonly string[] =>
  event.type === 'PaymentsInstructed'
    ? event.data.payments.map((payment) => payment.paymentId)
    : [event.data.paymentId];

export function foldPayment(
  row: PaymentRow | undefined,
  event: Recorded<PaymentEvent>,
): PaymentRow {
  const { occurredOn } = event.envelope;
  switch (event.type) {
    case 'PaymentInstructed':
      return {
        payment_id: event.data.paymentId,
        payout_id: event.data.payoutId,
        account_id: event.data.accountId,
        partner_id: event.data.partnerId,
        attempt: event.data.attempt,
        amount: event.data.amount,
        converted: event.data.converted ?? null,
        statement_ids: event.data.statementIds,
        status: 'in-flight',
        reason_code: null,
        message_number: null,
        message_id: null,
        instructed_on: occurredOn,
        answered_on: null,
      };
    case 'PaymentsInstructed': {
      const { number, messageId } = event.data;
      return { ...known(row, event), message_number: number, message_id: messageId };
    }
    case 'PaymentConfirmed':
      return { ...known(row, event), status: 'confirmed', answered_on: occurredOn };
    case 'PaymentReturned': {
      const { reasonCode } = event.data;
      const answered = { reason_code: reasonCode, answered_on: occurredOn };
      return { ...known(row, event), ...answered, status: 'returned' };
    }
  }
}

function known(row: PaymentRow | undefined, { type }: PaymentEvent): PaymentRow {
  if (!row) throw new Error(`${type} of a payment that was never instructed`);
  return row;
}
