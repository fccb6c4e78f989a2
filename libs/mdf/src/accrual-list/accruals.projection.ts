import { keyedView } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';

/** Which fund a booking has added to. */
export interface AccrualRow {
  readonly sale_id: string;
  readonly fund_id: string;
}

export const accrualsProjection = keyedView<AccrualRow, FundEvent>({
  name: 'mdf_accruals',
  version: 1,
  table: 'mdf_accruals',
  columns: { sale_id: 'text not null', fund_id: 'text not null' },
  key: ['sale_id'],
  events: [fundEvents],
  keysOf: (event) => (event.type === 'CoopAccrued' ? [[event.data.saleId]] : []),
  fold: (_row, event, [sale_id = '']) => ({ sale_id, fund_id: event.stream.slice('fund-'.length) }),
});
