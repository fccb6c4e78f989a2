import { keyedView } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';
import { foldFund, type FundRow } from './fund-row';

export const mdfBalancesProjection = keyedView<FundRow, FundEvent>({
  name: 'mdf_balances',
  version: 4,
  table: 'mdf_balances',
  columns: {
    fund_id: 'text not null collate "C"',
    program_id: 'text not null',
    kind: 'text not null',
    partner_id: 'text',
    region: 'text',
    quarter: 'text',
    currency: 'text not null',
    period_from: 'date not null',
    period_to: 'date not null',
    request_by: 'date not null',
    claim_by: 'date',
    status: 'text not null',
    earns: 'jsonb',
    owed_minor: 'bigint not null',
    refunds_minor: 'bigint not null',
    allocated_minor: 'bigint not null',
    available_minor: 'bigint not null',
    reserved_minor: 'bigint not null',
    committed_minor: 'bigint not null',
    claimed_minor: 'bigint not null',
    consumed_minor: 'bigint not null',
    expired_minor: 'bigint not null',
  },
  key: ['fund_id'],
  indexes: [
    ['partner_id', 'fund_id'],
    ['program_id', 'region', 'quarter'],
  ],
  events: [fundEvents],
  keysOf: (event) => [[event.stream.slice('fund-'.length)]],
  fold: foldFund,
});
