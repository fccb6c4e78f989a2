import { keyedView } from '@accord/read-store';
import { saleEvents, type SaleEvent } from '../sale.events';
import { foldSale, type SaleRow } from './sale-row';

export const saleListProjection = keyedView<SaleRow, SaleEvent>({
  name: 'sales',
  version: 2,
  table: 'sales',
  columns: {
    sale_id: 'text not null collate "C"',
    position: 'bigint not null',
    program_id: 'text not null',
    deal_id: 'text',
    opportunity: 'text',
    annual_fees: 'jsonb not null',
    net_arr: 'jsonb not null',
    booked_on: 'date not null',
    paid_minor: 'text not null',
    reversed_on: 'date',
    marketplace_fee: 'jsonb',
  },
  key: ['sale_id'],
  indexes: [['position'], ['deal_id'], ['opportunity']],
  events: [saleEvents],
  keysOf: (event) => [[event.stream.slice('sale-'.length)]],
  fold: foldSale,
});
