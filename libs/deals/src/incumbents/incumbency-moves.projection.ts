import { keyedView } from '@accord/read-store';
import { incumbencyEvents, type IncumbencyEvent } from '../move-incumbency/incumbency.events';

/** The last time that a customer said whom it wants. */
export interface IncumbencyMoveRow {
  readonly program_id: string;
  readonly customer_id: string;
  readonly position: bigint;
  readonly partner_id: string;
  readonly moved_on: string;
  readonly document: string;
}

export const incumbencyMovesProjection = keyedView<IncumbencyMoveRow, IncumbencyEvent>({
  name: 'incumbency_moves',
  version: 1,
  table: 'incumbency_moves',
  columns: {
    program_id: 'text not null',
    customer_id: 'text not null',
    position: 'bigint not null',
    partner_id: 'text not null',
    moved_on: 'date not null',
    document: 'text not null',
  },
  key: ['program_id', 'customer_id'],
  events: [incumbencyEvents],
  keysOf: ({ data }) => [[data.programId, data.customerId]],
  fold: (_row, { data, position }) => ({
    program_id: data.programId,
    customer_id: data.customerId,
    position,
    partner_id: data.to,
    moved_on: data.movedOn,
    document: data.evidence.document,
  }),
});
