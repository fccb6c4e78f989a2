import { eventCatalog, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { Posting } from './posting';

/** A document that proves an activity: what it is, and the hash of its bytes in the vault. */
export interface Proof {
  readonly kind: string;
  /** SHA-256 in lower-case hex. */
  readonly sha256: string;
}

/** Proofs that a claim lacks. */
export interface MissingProofs {
  /** Each of these. */
  readonly required: readonly string[];
  /** At least one of these; empty when there is one, or none is asked for. */
  readonly oneOf: readonly string[];
}

/** What holds for a request from its approval on, whatever later versions of the program say. */
export interface RequestTerms {
  /** Share of the actual cost that the vendor pays, as the program writes it: "50%". */
  readonly share: string;
  readonly rounding: 'half-up' | 'half-even';
  readonly required: readonly string[];
  readonly anyOf: readonly string[];
  /** Last day for a claim. */
  readonly claimBy: IsoDate;
  /** Last day when it is the partner's first claim ever. */
  readonly firstClaimBy: IsoDate;
  /** Days on which the partner is reminded while there is no claim, ascending. */
  readonly remindOn: readonly IsoDate[];
}

/** Storage contracts: add, never rename. Money events carry their own journal lines. */
export type FundEvent =
  | {
      readonly type: 'FundOpened';
      readonly data: {
        readonly fundId: string;
        readonly programId: string;
        readonly partnerId: string;
        readonly currency: string;
        /** First and last day on which activities may take place. */
        readonly periodFrom: IsoDate;
        readonly periodTo: IsoDate;
      };
    }
  | {
      readonly type: 'FundAllocated';
      readonly data: { readonly amount: MoneyJson; readonly posting: Posting };
    }
  | {
      readonly type: 'FundsRequested';
      readonly data: {
        readonly requestId: string;
        readonly partnerId: string;
        readonly activity: string;
        /** Planned cost of the whole activity. */
        readonly cost: MoneyJson;
        readonly amount: MoneyJson;
        readonly startsOn: IsoDate;
        readonly endsOn: IsoDate;
        readonly requestedOn: IsoDate;
        /** Principal that asked; another one decides. */
        readonly requestedBy: string;
        /** Day by which the program promises a decision. */
        readonly decideBy: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      readonly type: 'FundsRequestApproved';
      readonly data: {
        readonly requestId: string;
        readonly partnerId: string;
        readonly amount: MoneyJson;
        readonly approvedOn: IsoDate;
        readonly terms: RequestTerms;
        readonly posting: Posting;
      };
    }
  | {
      readonly type: 'FundsRequestRejected';
      readonly data: {
        readonly requestId: string;
        readonly publicReason: string;
        readonly posting: Posting;
      };
    }
  | {
      readonly type: 'FundsRequestExpired';
      readonly data: {
        readonly requestId: string;
        /** Nobody decided before the fund closed, or nobody claimed before the deadline. */
        readonly cause: 'undecided' | 'unclaimed';
        readonly expiredOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      readonly type: 'ClaimReminderDue';
      readonly data: {
        readonly requestId: string;
        readonly partnerId: string;
        readonly dueOn: IsoDate;
        readonly claimBy: IsoDate;
        readonly firstClaimBy: IsoDate;
      };
    }
  | {
      readonly type: 'ClaimSubmitted';
      readonly data: {
        readonly requestId: string;
        readonly claimId: string;
        readonly partnerId: string;
        /** What the activity has cost. */
        readonly cost: MoneyJson;
        readonly amount: MoneyJson;
        readonly proofs: readonly Proof[];
        readonly missing: MissingProofs;
        readonly claimedOn: IsoDate;
        /** Principal that claimed; another one decides. */
        readonly claimedBy: string;
        readonly posting: Posting;
      };
    }
  | {
      readonly type: 'ClaimReturned';
      readonly data: {
        readonly requestId: string;
        readonly claimId: string;
        readonly missing: MissingProofs;
        readonly publicReason: string;
        readonly returnedOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      readonly type: 'ClaimApproved';
      readonly data: {
        readonly requestId: string;
        readonly claimId: string;
        readonly partnerId: string;
        /** To be paid. */
        readonly amount: MoneyJson;
        readonly approvedOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      readonly type: 'ClaimClawedBack';
      readonly data: {
        readonly requestId: string;
        readonly claimId: string;
        readonly partnerId: string;
        /** To be paid back. */
        readonly amount: MoneyJson;
        readonly publicReason: string;
        readonly posting: Posting;
      };
    }
  | {
      /** The period is over: what nobody asked for is gone, and nothing comes back to be asked for. */
      readonly type: 'FundClosed';
      readonly data: { readonly closedOn: IsoDate; readonly posting: Posting };
    };

export const fundEvents = eventCatalog<FundEvent>('fund', {
  FundOpened: { version: 1 },
  FundAllocated: { version: 1 },
  FundsRequested: { version: 1 },
  FundsRequestApproved: { version: 1 },
  FundsRequestRejected: { version: 1 },
  FundsRequestExpired: { version: 1 },
  ClaimReminderDue: { version: 1 },
  ClaimSubmitted: { version: 1 },
  ClaimReturned: { version: 1 },
  ClaimApproved: { version: 1 },
  ClaimClawedBack: { version: 1 },
  FundClosed: { version: 1 },
});
