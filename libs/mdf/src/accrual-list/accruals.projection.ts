import { keyedView } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';

/** A fund that a booking has added to. */
export interface AccrualRow {
  readonly sale_id: string;
  readonly fund_id: string;
}

export const accrualsProjection = keyedView<AccrualRow, FundEvent>({
  name: 'mdf_accruals',
  version: 2,
  table: 'mdf_accruals',
  columns: { sale_id: 'text not null', fund_id: 'text not null' },
  key: ['sale_id', 'fund_id'],
  events: [fundEvents],
  keysOf: (event) =>
    event.type === 'CoopAccrued' ? [[event.data.saleId, event.stream.slice('fund-'.length)]] : [],
  fold: (_row, _event, [sale_id = '', fund_id = '']) => ({ sale_id, fund_id }),
});
