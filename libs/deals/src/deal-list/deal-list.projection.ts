import { keyedView } from '@accord/read-store';
import { dealEvents, type DealEvent } from '../deal.events';
import { foldDeal, type DealRow } from './deal-row';

export const dealListProjection = keyedView<DealRow, DealEvent>({
  name: 'deals',
  version: 5,
  table: 'deals',
  columns: {
    deal_id: 'text not null collate "C"',
    position: 'bigint not null',
    partner_id: 'text not null',
    program_id: 'text not null',
    deal_type: 'text not null',
    status: 'text not null',
    customer_name: 'text not null',
    customer_id: 'text',
    opportunity: 'text',
    origin: 'text',
    value_minor: 'bigint not null',
    currency: 'text not null',
    registered_on: 'date not null',
    approved_on: 'date',
    expires_on: 'date',
    public_note: 'text',
    turn_on: 'date',
    outcome: 'text',
    route: 'text',
    steps: 'jsonb not null',
    advice: 'text',
    renewal: 'text not null',
    distributor_id: 'text',
  },
  key: ['deal_id'],
  indexes: [['customer_id'], ['position'], ['partner_id', 'position'], ['origin'], ['opportunity']],
  events: [dealEvents],
  keysOf: (event) => [[event.stream.slice('deal-'.length)]],
  fold: foldDeal,
});
