import { keyedView } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';

export type Waiting = Extract<FundEvent, { type: 'CoopNotAccrued' }>['data'];
/** A booking as it was counted by a rate. */
export type Counted = Pick<
  Extract<FundEvent, { type: 'CoopRevised' }>['data'],
  'saleId' | 'partnerId' | 'base' | 'bookedOn' | 'conversion'
>;

/** A fund that a booking has added to, or adds to once a rate has come. */
export interface AccrualRow {
  readonly sale_id: string;
  readonly fund_id: string;
  /** Whose rate it waits for; null: nobody's. */
  readonly awaits: string | null;
  readonly waiting: Waiting | null;
  /** Whose rate it was counted by; null: nobody's. */
  readonly counted_by: string | null;
  readonly counted: Counted | null;
}

export const accrualsProjection = keyedView<AccrualRow, FundEvent>({
  name: 'mdf_accruals',
  version: 3,
  table: 'mdf_accruals',
  columns: {
    sale_id: 'text not null',
    fund_id: 'text not null',
    awaits: 'text',
    waiting: 'jsonb',
    counted_by: 'text',
    counted: 'jsonb',
  },
  key: ['sale_id', 'fund_id'],
  indexes: [['awaits'], ['counted_by']],
  events: [fundEvents],
  keysOf: (event) =>
    event.type === 'CoopAccrued' ||
    event.type === 'CoopNotAccrued' ||
    event.type === 'CoopRevised' ||
    event.type === 'CoopTakenBack'
      ? [[event.data.saleId, event.stream.slice('fund-'.length)]]
      : [],
  fold: (_row, event, [sale_id = '', fund_id = '']) => {
    const waiting = event.type === 'CoopNotAccrued' && event.data.awaits ? event.data : null;
    const counted = countedBy(event);
    const counted_by = counted?.conversion.source ?? null;
    return {
      sale_id,
      fund_id,
      awaits: waiting?.awaits?.source ?? null,
      waiting,
      counted_by,
      counted,
    };
  },
});

function countedBy(event: FundEvent): Counted | null {
  if (event.type !== 'CoopAccrued' && event.type !== 'CoopRevised') return null;
  const { saleId, partnerId, base, bookedOn, conversion } = event.data;
  return conversion ? { saleId, partnerId, base, bookedOn, conversion } : null;
}
