import { keyedView } from '@accord/read-store';
import { coFunderEvents, type CoFunderEvent } from '../co-funder/co-funder.events';
import { foldRefund, lineIdOf, type RefundRow } from './refund-row';

export const refundsProjection = keyedView<RefundRow, CoFunderEvent>({
  name: 'refunds',
  version: 1,
  table: 'refunds',
  columns: {
    account_id: 'text not null collate "C"',
    line_id: 'text not null',
    position: 'bigint not null',
    kind: 'text not null',
    party: 'text not null',
    entity: 'text not null',
    book: 'text not null',
    currency: 'text not null',
    amount_minor: 'bigint not null',
    on_date: 'date not null',
    fund_id: 'text',
    request_id: 'text',
    claim_id: 'text',
    partner_id: 'text',
    received_by: 'text',
    reference: 'text',
  },
  key: ['account_id', 'line_id'],
  indexes: [['account_id', 'position']],
  events: [coFunderEvents],
  keysOf: (event) => [[event.data.accountId, lineIdOf(event)]],
  fold: foldRefund,
});
