import { eventCatalog } from '@accord/kernel';
import type { CustomerClaim } from './customer-claim';
import type { MatchExplanation } from './matching/match';

/** What one registration says about its customer. */
export interface ClaimOfDeal {
  readonly dealId: string;
  readonly claim: CustomerClaim;
}

/** What shows that two customers are one, or one is two. */
export interface FateEvidence {
  /** Where the document lies: its SHA-256, or its number in another system. */
  readonly document: string;
}

/** A registration that was turned down, or lost its protection, for one that has another customer now. */
export interface RevertedLoser {
  readonly dealId: string;
  readonly why: 'denied' | 'outranked' | 'broken';
  /** The registration that it gave way to. */
  readonly to: string;
}

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
      readonly data: ClaimOfDeal & { readonly match: MatchExplanation };
    }
  | {
      /** In the stream of the absorbed one, which ends with it: both are one customer from here on. */
      readonly type: 'CustomersMerged';
      readonly data: {
        readonly mergeId: string;
        readonly survivor: string;
        readonly absorbed: string;
        readonly evidence?: FateEvidence;
        /** Registrations that gave up their protection for it, as a person decided. */
        readonly losers?: readonly string[];
      };
    }
  | {
      /** Both have exclusive approvals that exclude one another; a person has to say which one stands. */
      readonly type: 'MergeSuspended';
      readonly data: {
        readonly mergeId: string;
        readonly survivor: string;
        readonly absorbed: string;
        readonly caseId: string;
      };
    }
  | {
      /** The suspended merge does not take place. */
      readonly type: 'MergeAbandoned';
      readonly data: { readonly mergeId: string; readonly caseId: string };
    }
  | {
      /** Some registrations' claims were about another customer. */
      readonly type: 'CustomerSplit';
      readonly data: {
        readonly splitId: string;
        readonly from: string;
        readonly to: string;
        readonly claims: readonly ClaimOfDeal[];
        readonly evidence?: FateEvidence;
        /** Those that may ask again. */
        readonly reverted?: readonly RevertedLoser[];
      };
    }
  | {
      /** The other half of a split: a customer of its own. */
      readonly type: 'CustomerSplitOff';
      readonly data: {
        readonly splitId: string;
        readonly customerId: string;
        readonly from: string;
        readonly claims: readonly ClaimOfDeal[];
      };
    };

export const customerEvents = eventCatalog<CustomerEvent>('customer', {
  CustomerEstablished: { version: 1 },
  ClaimAttached: { version: 1 },
  CustomersMerged: { version: 1 },
  MergeSuspended: { version: 1 },
  MergeAbandoned: { version: 1 },
  CustomerSplit: { version: 1 },
  CustomerSplitOff: { version: 1 },
});
