import { keyedView } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';

export type Waiting = Extract<FundEvent, { type: 'CoopNotAccrued' }>['data'];

/** A fund that a booking has added to, or adds to once a rate has come. */
export interface AccrualRow {
  readonly sale_id: string;
  readonly fund_id: string;
  /** Whose rate it waits for; null: nobody's. */
  readonly awaits: string | null;
  readonly waiting: Waiting | null;
}

export const accrualsProjection = keyedView<AccrualRow, FundEvent>({
  name: 'mdf_accruals',
  version: 2,
  table: 'mdf_accruals',
  columns: {
    sale_id: 'text not null',
    fund_id: 'text not null',
    awaits: 'text',
    waiting: 'jsonb',
  },
  key: ['sale_id', 'fund_id'],
  indexes: [['awaits']],
  events: [fundEvents],
  keysOf: (event) =>
    event.type === 'CoopAccrued' ||
    event.type === 'CoopNotAccrued' ||
    event.type === 'CoopTakenBack'
      ? [[event.data.saleId, event.stream.slice('fund-'.length)]]
      : [],
  fold: (_row, event, [sale_id = '', fund_id = '']) => {
    const waiting = event.type === 'CoopNotAccrued' && event.data.awaits ? event.data : null;
    return { sale_id, fund_id, awaits: waiting?.awaits?.source ?? null, waiting };
  },
});
