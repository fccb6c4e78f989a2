import { eventCatalog } from '@accord/kernel';
import type { CustomerClaim, MatchExplanation } from '@accord/customers';

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
    };

export const conflictCaseEvents = eventCatalog<ConflictCaseEvent>('case', {
  ConflictCaseOpened: { version: 1 },
  ConflictCaseDecided: { version: 1 },
});
