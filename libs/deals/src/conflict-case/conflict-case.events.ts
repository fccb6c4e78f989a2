import { eventCatalog } from '@accord/kernel';
import type { CustomerClaim, MatchExplanation } from '@accord/customers';
import type { MovedGrant } from '../exclusivity/exclusivity.events';
import type { BreakEvidence } from '../exclusivity/grounds';

/** Two grants that exclude one another as soon as their customers are one. */
export interface Collision {
  /** Held of the customer that shall be absorbed. */
  readonly absorbed: MovedGrant;
  readonly survivor: MovedGrant;
}

/** Storage contracts: add, never rename. */
export type ConflictCaseEvent =
  | {
      readonly type: 'ConflictCaseOpened';
      readonly data: {
        readonly caseId: string;
        readonly dealId: string;
        readonly claim: CustomerClaim;
        /** The customer that the claim may or may not be. */
        readonly customerId: string;
        readonly match: MatchExplanation;
        readonly seenThrough: string;
        /** The grant that should have waited for this case, and did not (promise I2). */
        readonly breaching?: string;
      };
    }
  | {
      readonly type: 'ConflictCaseDecided';
      readonly data: { readonly verdict: 'same-customer' | 'different-customer' };
    }
  | {
      /** Two customers are one, and both are held: a person says which approvals stand. */
      readonly type: 'ExclusivityCollisionFound';
      readonly data: {
        readonly caseId: string;
        readonly mergeId: string;
        readonly survivor: string;
        readonly absorbed: string;
        readonly collisions: readonly Collision[];
        readonly evidence: BreakEvidence;
      };
    }
  | {
      readonly type: 'ExclusivityCollisionDecided';
      readonly data:
        | {
            readonly verdict: 'merge';
            /** Registrations that keep their protection. */
            readonly keeps: readonly string[];
            readonly losers: readonly { readonly dealId: string; readonly grantId: string }[];
          }
        | { readonly verdict: 'abandon' };
    };

export const conflictCaseEvents = eventCatalog<ConflictCaseEvent>('case', {
  ConflictCaseOpened: { version: 1 },
  ConflictCaseDecided: { version: 1 },
  ExclusivityCollisionFound: { version: 1 },
  ExclusivityCollisionDecided: { version: 1 },
});
