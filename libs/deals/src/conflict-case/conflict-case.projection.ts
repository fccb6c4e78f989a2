import type { MatchExplanation } from '@accord/customers';
import { keyedView } from '@accord/read-store';
import { conflictCaseEvents, type Collision, type ConflictCaseEvent } from './conflict-case.events';

/** Approvals that exclude one another as soon as a merge is made. */
export interface FoundCollision {
  readonly mergeId: string;
  readonly survivor: string;
  readonly collisions: readonly Collision[];
}

export interface ConflictCaseRow {
  readonly case_id: string;
  /** "identity" of a registration's customer, or "collision" of approvals in a merge. */
  readonly kind: string;
  /** Null for a collision. */
  readonly deal_id: string | null;
  /** The customer in question; of a merge the one to be absorbed. */
  readonly customer_id: string;
  /** Null for a collision. */
  readonly match: MatchExplanation | null;
  /** What was found, for a collision: survivor, and the pairs of grants. */
  readonly collision: FoundCollision | null;
  readonly verdict: string | null;
  /** The grant that was given without this case being decided. */
  readonly breaching: string | null;
}

export const conflictCaseProjection = keyedView<ConflictCaseRow, ConflictCaseEvent>({
  name: 'conflict_cases',
  version: 4,
  table: 'conflict_cases',
  columns: {
    case_id: 'text not null collate "C"',
    kind: 'text not null',
    deal_id: 'text',
    customer_id: 'text not null',
    match: 'jsonb',
    collision: 'jsonb',
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
        return { ...named, kind: 'identity', match, collision: null, verdict: null, breaching };
      }
      case 'ExclusivityCollisionFound': {
        const { caseId, absorbed, survivor, mergeId, collisions } = event.data;
        const named = { case_id: caseId, kind: 'collision', deal_id: null, customer_id: absorbed };
        const collision = { mergeId, survivor, collisions };
        return { ...named, match: null, collision, verdict: null, breaching: null };
      }
      case 'ConflictCaseDecided':
      case 'ExclusivityCollisionDecided':
        if (!row) throw new Error('A case was decided before it was opened');
        return { ...row, verdict: event.data.verdict };
    }
  },
});
