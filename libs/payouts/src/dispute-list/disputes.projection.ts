import { keyedView } from '@accord/read-store';
import { accountEvents, type AccountEvent } from '../account/account.events';
import { foldDispute, isOfDispute, type DisputeRow } from './dispute-row';

export const disputesProjection = keyedView<DisputeRow, AccountEvent>({
  name: 'payout_disputes',
  version: 1,
  table: 'payout_disputes',
  columns: {
    dispute_id: 'text not null collate "C"',
    account_id: 'text not null',
    partner_id: 'text not null',
    statement_id: 'text not null',
    root: 'text not null',
    disputed: 'jsonb not null',
    amount: 'jsonb not null',
    reason: 'text not null',
    opened_on: 'date not null',
    answer_by: 'date not null',
    status: 'text not null',
    overdue_on: 'date',
    answer: 'jsonb',
  },
  key: ['dispute_id'],
  indexes: [['partner_id'], ['overdue_on']],
  events: [accountEvents],
  keysOf: (event) => (isOfDispute(event) ? [[event.data.disputeId]] : []),
  fold(row, event) {
    if (!isOfDispute(event)) throw new Error(`${event.type} is about no dispute`);
    return foldDispute(row, event);
  },
});
