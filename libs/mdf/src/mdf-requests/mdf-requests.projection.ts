import { keyedView } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';
import { foldRequest, type RequestRow } from './request-row';

export const mdfRequestsProjection = keyedView<RequestRow, FundEvent>({
  name: 'mdf_requests',
  version: 3,
  table: 'mdf_requests',
  columns: {
    fund_id: 'text not null',
    request_id: 'text not null',
    position: 'bigint not null',
    partner_id: 'text not null',
    status: 'text not null',
    activity: 'text not null',
    market: 'text',
    starts_on: 'date not null',
    ends_on: 'date not null',
    requested_on: 'date not null',
    decide_by: 'date not null',
    claim_by: 'date',
    first_claim_by: 'date',
    share: 'text',
    refund: 'jsonb',
    currency: 'text not null',
    cost_minor: 'bigint not null',
    amount_minor: 'bigint not null',
    approved_minor: 'bigint',
    committed_minor: 'bigint not null',
    claimed_minor: 'bigint not null',
    consumed_minor: 'bigint not null',
    claims: 'jsonb not null',
    public_note: 'text',
  },
  key: ['fund_id', 'request_id'],
  indexes: [
    ['fund_id', 'position'],
    ['partner_id', 'position'],
  ],
  events: [fundEvents],
  keysOf: (event) =>
    'requestId' in event.data ? [[event.stream.slice('fund-'.length), event.data.requestId]] : [],
  fold: foldRequest,
});
