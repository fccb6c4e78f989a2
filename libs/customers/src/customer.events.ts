import { eventCatalog } from '@accord/kernel';
import type { CustomerClaim } from './customer-claim';
import type { MatchExplanation } from './matching/match';

/** Storage contracts: add, never rename. */
export type CustomerEvent =
  | {
      readonly type: 'CustomerEstablished';
      readonly data: {
        readonly customerId: string;
        readonly claim: CustomerClaim;
        /** The registration through which the customer became known. */
        readonly dealId: string;
      };
    }
  | {
      /** A registration's customer was found to be this one. */
      readonly type: 'ClaimAttached';
      readonly data: {
        readonly dealId: string;
        readonly claim: CustomerClaim;
        readonly match: MatchExplanation;
      };
    };

export const customerEvents = eventCatalog<CustomerEvent>('customer', {
  CustomerEstablished: { version: 1 },
  ClaimAttached: { version: 1 },
});
