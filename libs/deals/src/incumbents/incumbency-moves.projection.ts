import type { Recorded } from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { incumbencyEvents, type IncumbencyEvent } from '../move-incumbency/incumbency.events';

/** The last time that a customer said whom it wants, or that it was told of an order from before. */
export interface IncumbencyMoveRow {
  readonly program_id: string;
  readonly customer_id: string;
  readonly position: bigint;
  readonly partner_id: string;
  readonly kind: 'statement' | 'opening';
  readonly moved_on: string;
  readonly document: string;
  /** The partner's discount in the order, where it is known. */
  readonly discount: string | null;
}

function foldMove(
  row: IncumbencyMoveRow | undefined,
  event: Recorded<IncumbencyEvent>,
): IncumbencyMoveRow {
  const { programId, customerId } = event.data;
  const of = { program_id: programId, customer_id: customerId, position: event.position };
  switch (event.type) {
    case 'IncumbencyMoved':
      return {
        ...of,
        partner_id: event.data.to,
        kind: 'statement',
        moved_on: event.data.movedOn,
        document: event.data.evidence.document,
        discount: null,
      };
    case 'IncumbentRecorded': {
      const { partnerId, since, reference, lastRate } = event.data;
      // Orders from before may be told in any order, and after what the customer has said since.
      if (row && row.moved_on > since) return row;
      return {
        ...of,
        partner_id: partnerId,
        kind: 'opening',
        moved_on: since,
        document: reference,
        discount: lastRate,
      };
    }
  }
}

export const incumbencyMovesProjection = keyedView<IncumbencyMoveRow, IncumbencyEvent>({
  name: 'incumbency_moves',
  version: 2,
  table: 'incumbency_moves',
  columns: {
    program_id: 'text not null',
    customer_id: 'text not null',
    position: 'bigint not null',
    partner_id: 'text not null',
    kind: 'text not null',
    moved_on: 'date not null',
    document: 'text not null',
    discount: 'text',
  },
  key: ['program_id', 'customer_id'],
  events: [incumbencyEvents],
  keysOf: ({ data }) => [[data.programId, data.customerId]],
  fold: foldMove,
});
