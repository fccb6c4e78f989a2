import { keyedView } from '@accord/read-store';
import { saleEvents, type SaleEvent } from '@accord/sales';

export type Booked = Extract<SaleEvent, { type: 'SaleBooked' }>['data'];

/** A booking that names an opportunity and is not undone: a registration may be approved after it. */
export interface BookingRow {
  readonly sale_id: string;
  readonly program_id: string;
  /** `<source>/<ref>`. */
  readonly opportunity: string;
  readonly booked: Booked;
}

export const bookingsProjection = keyedView<BookingRow, SaleEvent>({
  name: 'mdf_bookings',
  version: 1,
  table: 'mdf_bookings',
  columns: {
    sale_id: 'text not null collate "C"',
    program_id: 'text not null',
    opportunity: 'text not null',
    booked: 'jsonb not null',
  },
  key: ['sale_id'],
  indexes: [['opportunity']],
  events: [saleEvents],
  keysOf: (event) =>
    event.type === 'SaleBooked' || event.type === 'SaleReversed'
      ? [[event.stream.slice('sale-'.length)]]
      : [],
  fold: (_row, event, [sale_id = '']) => {
    if (event.type !== 'SaleBooked' || event.data.opportunity === null) return null;
    const { programId: program_id, opportunity } = event.data;
    const { source, ref } = opportunity;
    return { sale_id, program_id, opportunity: `${source}/${ref}`, booked: event.data };
  },
});
