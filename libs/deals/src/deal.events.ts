import { eventCatalog, type Deadline, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { CustomerClaim, MatchExplanation } from '@accord/customers';
import type { LoserOutcome } from '@accord/programs';
import type { BreakEvidence, GrantedBy, TakenCause } from './exclusivity/grounds';

/** An opportunity as the sales system names it. */
export interface OpportunityRef {
  readonly source: string;
  readonly ref: string;
}

/** A part of the deal with its list price. */
export interface DealLine {
  readonly family: string;
  /** New business; or in a renewal what stays as it was, what is added, what moves to a higher tier. */
  readonly part: 'new' | 'same' | 'added' | 'upgraded';
  readonly list: MoneyJson;
}

/** A public tender that the deal is about. */
export interface Tender {
  readonly number: string;
  readonly publishedOn: IsoDate;
}

/** What a registration may say beside what every one says. Absent: nothing was said. */
export interface Particulars {
  /** Part of the customer's organisation. */
  readonly subdivision?: string;
  readonly tender?: Tender;
  /** The distributor of a two-tier deal. */
  readonly distributorId?: string;
  readonly units?: number;
  readonly lines?: readonly DealLine[];
  /** Bonuses that the partner claims, for example "new-customer", and incentives that it elects. */
  readonly bonuses?: readonly string[];
  readonly expectedCloseOn?: IsoDate;
  /** The partner's person in charge, as an opaque id. */
  readonly contactId?: string;
  /** The ended registration that this one submits anew. */
  readonly resubmits?: string;
}

/** What an amendment changes; what is absent stays. */
export interface AmendmentChanges {
  readonly value?: MoneyJson;
  readonly expectedCloseOn?: IsoDate;
  readonly productFamily?: string;
}

/** Storage contracts: add, never rename. */
export type DealEvent =
  | {
      readonly type: 'DealRegistered';
      readonly data: {
        readonly dealId: string;
        readonly partnerId: string;
        readonly programId: string;
        /** A key of the program's `registration.types`, for example "referral". */
        readonly dealType: string;
        readonly claim: CustomerClaim;
        readonly opportunity: OpportunityRef | null;
        readonly value: MoneyJson;
        readonly productFamily: string;
        readonly territory: string;
        readonly renewal: 'none' | 'flat' | 'growth';
        /** Service attach only: the partner owns the software, so it counts and pays nothing. */
        readonly softwareOwnedByPartner: boolean;
        /** Where the registration came from, when it was not typed in here. */
        readonly origin: OpportunityRef | null;
        readonly registeredOn: IsoDate;
        /** Silence of the vendor has an effect on this day; null: never. */
        readonly silenceOn: IsoDate | null;
        /** Revision of the partner's stream that the eligibility check saw. */
        readonly partnerRevision: number;
        /** Taken over as it was approved elsewhere, before Accord decided; its dates are those of then. */
        readonly opening?: true;
        /** By when the partner shall have heard from the vendor, where the program promises it. */
        readonly firstContactDue?: Deadline;
        /** So many days before its protection ends, the partner is reminded; the most days first. */
        readonly expiryWarningDays?: readonly number[];
      } & Particulars;
    }
  | {
      /** Which way the registration goes, and how its opportunity stood when that was found. */
      readonly type: 'DealRouted';
      readonly data: {
        readonly route: string;
        readonly case: {
          /** "none", "unreported", "closed" or the stage. */
          readonly opportunity: string;
          readonly activity: 'active' | 'dormant' | null;
          readonly renewal: 'none' | 'flat' | 'growth';
        };
        /** Revision of the opportunity's stream that was looked at; null where none is named. */
        readonly opportunityRevision: number | null;
        readonly lastActivityOn: IsoDate | null;
        readonly customer: 'new' | 'existing';
        readonly decision: 'steps' | 'deny';
        /** Approval steps in order. */
        readonly steps: readonly string[];
        /** What the program expects of them. */
        readonly advice: 'approve' | 'deny' | null;
        /** What the sales system shall do with its opportunity. */
        readonly opportunity: 'create' | 'linkPrimary' | 'linkNonPrimary' | null;
        /** How the opportunity is attributed once the registration is approved. */
        readonly attribution: { readonly initialSource: string; readonly sourced: string } | null;
        readonly decisionDue: Deadline | null;
      };
    }
  | {
      /** One approver said yes; the next one is asked. */
      readonly type: 'DealStepApproved';
      readonly data: {
        readonly step: string;
        readonly next: string;
        readonly decisionDue: Deadline | null;
        /**
         * Where coming to a step starts the clock of silence, or ends its standing still for an answer: the
         * day of its effect, null for none here. Absent: the clock that the submission started goes on.
         */
        readonly silenceOn?: IsoDate | null;
      };
    }
  | {
      /** Scores by the program's criteria. A later score of a criterion counts. */
      readonly type: 'DealAssessed';
      readonly data: {
        /** Null where the program names no steps. */
        readonly step: string | null;
        readonly scores: readonly {
          readonly criterion: string;
          readonly score: number;
          readonly reason: string;
        }[];
      };
    }
  | {
      readonly type: 'DealAmended';
      readonly data: {
        readonly changes: AmendmentChanges;
        /** Whether the approval steps start again. */
        readonly restarts: boolean;
        /** By when the first step shall be decided again. */
        readonly decisionDue?: Deadline | null;
        /**
         * What needs an approval is new to the vendor: the day on which its silence has its effect, counted
         * anew; null: never here. Absent: the clock goes on, or counts its old length anew with the steps.
         */
        readonly silenceOn?: IsoDate | null;
      };
    }
  | {
      /** A change of an approved deal that needs an approval; what was approved stands meanwhile. */
      readonly type: 'DealAmendmentProposed';
      readonly data: {
        readonly changes: AmendmentChanges;
        readonly needs: readonly ('amount' | 'closeDate' | 'products')[];
      };
    }
  | { readonly type: 'DealAmendmentDenied'; readonly data: { readonly changes: AmendmentChanges } }
  | {
      /** It keeps its place in the queue. */
      readonly type: 'DealReassigned';
      readonly data: {
        readonly fromPartnerId: string;
        readonly partnerId: string;
        readonly contactId: string | null;
        /** Revision of the new partner's stream that the eligibility check saw. */
        readonly partnerRevision: number;
      };
    }
  | { readonly type: 'DealPartnerContacted'; readonly data: { readonly contactedOn: IsoDate } }
  | {
      readonly type: 'DealReturned';
      readonly data: {
        /** What the partner shall add. */
        readonly question: string;
        /** The step that asks. */
        readonly step?: string;
        /** The approver to whom the answer goes back. */
        readonly approver?: string;
      };
    }
  | {
      /** The partner answered; the original place in the queue stands. */
      readonly type: 'DealInformationProvided';
      readonly data: {
        readonly answer: string;
        /** Silence has its effect on this day, counted anew; null: never. Absent: its old length counts. */
        readonly silenceOn?: IsoDate | null;
        /** By when the step that asked shall be decided, its time given anew. Absent: as it was before. */
        readonly decisionDue?: Deadline | null;
      };
    }
  | {
      readonly type: 'DealApproved';
      readonly data: {
        /** Null where the type of the deal excludes nobody. */
        readonly customerId: string | null;
        /** The grant of exclusivity that decided it; null where the type is not exclusive. */
        readonly grantId: string | null;
        readonly approvedOn: IsoDate;
        /** Last day of the protection. */
        readonly expiresOn: IsoDate;
        readonly by: GrantedBy;
        readonly partnerId: string;
        readonly dealType: string;
        readonly opportunity: OpportunityRef | null;
      };
    }
  | {
      readonly type: 'DealDenied';
      readonly data: {
        readonly code: string;
        /** What the partner is told. */ readonly publicReason: string;
      };
    }
  | {
      /** Nobody decided in time and Accord could not approve by itself. Stays open for a person. */
      readonly type: 'DealSilenceLapsed';
      readonly data: {
        readonly code: string;
        readonly why: string;
        /** Role of the program whose holders may decide as well from here. */
        readonly escalatedTo?: string;
      };
    }
  | {
      readonly type: 'DealExtended';
      readonly data: {
        readonly from: IsoDate;
        readonly expiresOn: IsoDate;
        readonly grantId: string | null;
        /** Absent: the one standard extension. */
        readonly kind?: 'operations';
      };
    }
  | {
      /** The partner would like the standard extension. What it holds stays as it is until somebody decides. */
      readonly type: 'DealExtensionRequested';
      readonly data: {
        readonly requestedOn: IsoDate;
        /** What the partner says for it. */
        readonly reason: string | null;
      };
    }
  | {
      readonly type: 'DealExtensionDenied';
      readonly data: {
        /** What the partner is told. */ readonly publicReason: string;
      };
    }
  | {
      /** The partner is reminded that its protection ends. */
      readonly type: 'DealExpiryWarned';
      readonly data: { readonly expiresOn: IsoDate; readonly daysLeft: number };
    }
  | {
      /** Another registration holds what this one asks for: what its partner gets instead, and why. */
      readonly type: 'DealOutranked';
      readonly data: {
        readonly outcome: LoserOutcome;
        readonly customerId: string;
        /** The grant that stands in the way. */
        readonly grantId: string;
        /** Last day of its protection when this was recorded. */
        readonly until: IsoDate;
        readonly match: MatchExplanation;
        /** The log position that the search was complete for. */
        readonly seenThrough: string;
      };
    }
  | {
      /** Who held the customer does so no longer, and this registration waits longest. */
      readonly type: 'DealTurnCame';
      readonly data: {
        /**
         * A protection was released or ran out, the one before in the queue was passed over, or sales have
         * reported an opportunity that tells it apart from what it waited behind.
         */
        readonly cause: 'released' | 'expired' | 'passed' | 'told-apart';
        readonly turnOn: IsoDate;
        /** The log position that the queue was complete for. */
        readonly seenThrough: string;
        /** Code of what kept Accord from approving it at once; null where a person decides anyway. */
        readonly why: string | null;
      };
    }
  | {
      /** The partner and the vendor agreed on less than the program gives. */
      readonly type: 'DealDiscountReduced';
      readonly data: {
        readonly party: 'reseller' | 'distributor';
        /** The highest share of the list price from now on. */
        readonly rate: string;
        readonly before: string;
      };
    }
  | {
      /** The protection was taken away before its time. */
      readonly type: 'DealProtectionBroken';
      readonly data: {
        readonly grantId: string;
        readonly cause: TakenCause;
        readonly evidence: BreakEvidence;
        /** First day without protection. */
        readonly brokenOn: IsoDate;
        /** What the program gives its partner instead, where it gave way to another registration. */
        readonly outcome?: LoserOutcome;
      };
    }
  | { readonly type: 'DealWithdrawn'; readonly data: { readonly withdrawnOn: IsoDate } }
  | { readonly type: 'DealExpired'; readonly data: { readonly expiredOn: IsoDate } }
  | { readonly type: 'DealWon'; readonly data: { readonly wonOn: IsoDate } }
  | { readonly type: 'DealLost'; readonly data: { readonly lostOn: IsoDate } };

export const dealEvents = eventCatalog<DealEvent>('deal', {
  DealRegistered: { version: 1 },
  DealRouted: { version: 1 },
  DealStepApproved: { version: 1 },
  DealAssessed: { version: 1 },
  DealAmended: { version: 1 },
  DealAmendmentProposed: { version: 1 },
  DealAmendmentDenied: { version: 1 },
  DealReassigned: { version: 1 },
  DealPartnerContacted: { version: 1 },
  DealReturned: { version: 1 },
  DealInformationProvided: { version: 1 },
  DealApproved: { version: 1 },
  DealDenied: { version: 1 },
  DealSilenceLapsed: { version: 1 },
  DealExtended: { version: 1 },
  DealExtensionRequested: { version: 1 },
  DealExtensionDenied: { version: 1 },
  DealExpiryWarned: { version: 1 },
  DealOutranked: { version: 1 },
  DealTurnCame: { version: 1 },
  DealDiscountReduced: { version: 1 },
  DealProtectionBroken: { version: 1 },
  DealWithdrawn: { version: 1 },
  DealExpired: { version: 1 },
  DealWon: { version: 1 },
  DealLost: { version: 1 },
});
