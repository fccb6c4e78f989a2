import { keyedView } from '@accord/read-store';
import { accountEvents, type AccountEvent } from '../account/account.events';
import { payoutEvents, type PayoutEvent } from '../payout/payout.events';
import { foldPayment, isOfPayments, paymentsIn, type PaymentRow } from './payment-row';

export const paymentsProjection = keyedView<PaymentRow, AccountEvent | PayoutEvent>({
  name: 'payments',
  version: 3,
  table: 'payments',
  columns: {
    payment_id: 'text not null collate "C"',
    payout_id: 'text not null',
    account_id: 'text not null',
    partner_id: 'text not null',
    attempt: 'integer not null',
    amount: 'jsonb not null',
    converted: 'jsonb',
    statement_ids: 'jsonb not null',
    status: 'text not null',
    reason_code: 'text',
    message_number: 'integer',
    message_id: 'text',
    instructed_on: 'date not null',
    answered_on: 'date',
  },
  key: ['payment_id'],
  indexes: [['payout_id', 'payment_id'], ['account_id'], ['message_id']],
  events: [accountEvents, payoutEvents],
  keysOf: (event) => (isOfPayments(event) ? paymentsIn(event).map((id) => [id]) : []),
  fold(row, event) {
    if (!isOfPayments(event)) throw new Error(`${event.type} is about no payment`);
    return foldPayment(row, event);
  },
});
