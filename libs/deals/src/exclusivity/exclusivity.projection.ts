import { minDate, plusDays, isoDate, type Recorded } from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { exclusivityEvents, type ExclusivityEvent } from './exclusivity.events';

/** A grant as it stands now, with what it was decided on. */
export interface GrantRow {
  readonly grant_id: string;
  readonly customer_id: string;
  readonly deal_id: string;
  readonly partner_id: string;
  readonly scope: object;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly decided_by: string;
  readonly candidates: readonly object[];
  readonly released: boolean;
}

export const exclusivityProjection = keyedView<GrantRow, ExclusivityEvent>({
  name: 'exclusivity',
  version: 3,
  table: 'exclusivity',
  columns: {
    grant_id: 'text not null',
    customer_id: 'text not null',
    deal_id: 'text not null',
    partner_id: 'text not null',
    scope: 'jsonb not null',
    valid_from: 'date not null',
    valid_until: 'date not null',
    decided_by: 'text not null',
    candidates: 'jsonb not null',
    released: 'boolean not null',
  },
  key: ['grant_id'],
  indexes: [['customer_id'], ['deal_id']],
  events: [exclusivityEvents],
  keysOf: (event) => grantsOf(event).map((grantId) => [grantId]),
  fold(row, event) {
    if (event.type === 'ExclusivityGranted') {
      const { grantId, customerId, dealId, partnerId, scope, from, until, by, candidates } =
        event.data;
      return {
        grant_id: grantId,
        customer_id: customerId,
        deal_id: dealId,
        partner_id: partnerId,
        scope,
        valid_from: from,
        valid_until: until,
        decided_by: by,
        candidates,
        released: false,
      };
    }
    if (!row) throw new Error(`${event.type} before the grant`);
    switch (event.type) {
      case 'ExclusivityMovedIn':
        return { ...row, customer_id: event.stream.slice('exclusivity-'.length) };
      case 'ExclusivityMoveBegan':
      case 'ExclusivityMoveRefused':
      case 'ExclusivityMoveSettled':
      case 'ExclusivityMoveUndone':
        return row;
      case 'ExclusivityExtended':
        return { ...row, valid_until: event.data.until };
      case 'ExclusivityNarrowed':
        return { ...row, scope: event.data.scope };
      case 'ExclusivityRestored':
        return { ...row, released: false, valid_until: event.data.until };
      case 'ExclusivityReleased': {
        const last = plusDays(event.data.releasedOn, -1);
        return { ...row, released: true, valid_until: minDate(isoDate(row.valid_until), last) };
      }
    }
  },
});

/** @returns the grants that an event changes; of those that only tell how a move goes on: none */
function grantsOf(event: Recorded<ExclusivityEvent>): readonly string[] {
  switch (event.type) {
    case 'ExclusivityGranted':
    case 'ExclusivityExtended':
    case 'ExclusivityNarrowed':
    case 'ExclusivityReleased':
    case 'ExclusivityRestored':
      return [event.data.grantId];
    case 'ExclusivityMovedIn':
      return event.data.grants.map(({ grantId }) => grantId);
    case 'ExclusivityMoveBegan':
    case 'ExclusivityMoveRefused':
    case 'ExclusivityMoveSettled':
    case 'ExclusivityMoveUndone':
      return [];
  }
}
