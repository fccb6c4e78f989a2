import { keyedView } from '@accord/read-store';
import { conflictCaseEvents, type ConflictCaseEvent } from './conflict-case.events';

export interface ConflictCaseRow {
  readonly case_id: string;
  readonly deal_id: string;
  readonly customer_id: string;
  readonly match: object;
  readonly verdict: string | null;
  /** The grant that was given without this case being decided. */
  readonly breaching: string | null;
}

export const conflictCaseProjection = keyedView<ConflictCaseRow, ConflictCaseEvent>({
  name: 'conflict_cases',
  version: 3,
  table: 'conflict_cases',
  columns: {
    case_id: 'text not null collate "C"',
    deal_id: 'text not null',
    customer_id: 'text not null',
    match: 'jsonb not null',
    verdict: 'text',
    breaching: 'text',
  },
  key: ['case_id'],
  indexes: [['customer_id']],
  events: [conflictCaseEvents],
  keysOf: (event) => [[event.stream.slice('case-'.length)]],
  fold(row, event) {
    switch (event.type) {
      case 'ConflictCaseOpened': {
        const { caseId, dealId, customerId, match, breaching = null } = event.data;
        const named = { case_id: caseId, deal_id: dealId, customer_id: customerId };
        return { ...named, match, verdict: null, breaching };
      }
      case 'ConflictCaseDecided':
        if (!row) throw new Error('A case was decided before it was opened');
        return { ...row, verdict: event.data.verdict };
    }
  },
});
