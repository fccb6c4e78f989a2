import { eventCatalog, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { FundAccount } from '@accord/programs';
import type { Conversion, WantedRate } from '@accord/rates';
import {
  allocatedV1,
  openedV1,
  openedV2,
  approvedV1,
  claimedV1,
  withoutRefund,
  withoutRefundTerms,
  requestedV1,
} from './fund.upcasts';
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

/** A part of what an activity has cost. */
export interface CostPart {
  readonly category: string;
  readonly amount: MoneyJson;
  /** Whether it is co-funded. */
  readonly eligible: boolean;
}

/** What somebody else gives back to the vendor of what that pays. */
export interface Refund {
  /** In the program's words: "aws". */
  readonly party: string;
  readonly amount: MoneyJson;
}

/** What holds for a request from its approval on, whatever later versions of the program say. */
export interface RequestTerms {
  /** Share of the actual cost that the vendor pays, as the program writes it: "50%". */
  readonly share: string;
  /** Who gives which share of that cost back to the vendor; null: nobody. */
  readonly refund: { readonly party: string; readonly share: string } | null;
  /** How far claims may go above what was approved, as a share of that: "10%". */
  readonly tolerance: string;
  readonly minClaim: MoneyJson | null;
  /** Categories of cost that are not co-funded. */
  readonly excludedCosts: readonly string[];
  readonly rounding: 'half-up' | 'half-even';
  readonly required: readonly string[];
  readonly anyOf: readonly string[];
  /** Last day for a claim. */
  readonly claimBy: IsoDate;
  /** Last day when it is the partner's first claim ever. */
  readonly firstClaimBy: IsoDate;
  /** Days on which the partner is reminded while there is no claim, ascending. */
  readonly remindOn: readonly IsoDate[];
  /** How it may end before its days; absent where that was not kept yet. */
  readonly ends?: RequestEnds;
  /** Present: what the partner owes is not taken from its claims. */
  readonly setOff?: false;
  /** What its claims are booked against; absent: contra-revenue (4910). */
  readonly account?: FundAccount;
}

/** What the program said of open requests when this one was approved; null: nothing. */
export interface RequestEnds {
  readonly onTermination: 'forfeit' | 'honourExecuted' | null;
  readonly falseClaim: 'voidOpenRequests' | null;
}

/** Money that came into a fund at one time. */
export interface FundCredit {
  readonly creditId: string;
  readonly amount: MoneyJson;
  /** Last day on which it may be asked for; null: it does not age. */
  readonly expiresOn: IsoDate | null;
}

/** How a booking in another currency was converted, with all that is needed to do it again. */
export interface CoopConversion extends Omit<WantedRate, 'maxAgeDays'> {
  /** The factor is exact: minor units for one minor unit. */
  readonly rate: Omit<Conversion, 'factor'> & { readonly factor: string };
}

/** The bookings that add to a co-op fund. */
export interface Earning {
  /** FY2027-Q1, FY2027-H1 or FY2027. */
  readonly period: string;
  readonly from: IsoDate;
  readonly through: IsoDate;
  /** The day on which it is looked at whether it is enough; null: any amount is. */
  readonly settleOn: IsoDate | null;
}

/** Money that goes from one fund to another, with the last days of its credits. */
export interface FundTransfer {
  readonly transferId: string;
  readonly amount: MoneyJson;
  readonly credits: readonly FundCredit[];
}

/** Money that a vendor proposes to spend, or that a partner has accrued with its bookings. */
export type FundKind = 'mdf' | 'coop';

/** Storage contracts: add, never rename. Money events carry their own journal lines. */
export type FundEvent =
  | {
      readonly type: 'FundOpened';
      readonly data: {
        readonly fundId: string;
        readonly programId: string;
        readonly kind: FundKind;
        /** Whose fund it is; null for a region's, which its partners share. */
        readonly partnerId: string | null;
        readonly region: string | null;
        /** The quarter whose budget it is. */
        readonly quarter: string | null;
        readonly currency: string;
        /** First and last day on which activities may take place. */
        readonly periodFrom: IsoDate;
        readonly periodTo: IsoDate;
        /** Last day on which money may be asked for. */
        readonly requestBy: IsoDate;
        /** Last day for any claim, whatever else a claim's deadline is; null: none. */
        readonly claimBy: IsoDate | null;
        /** Whose bookings add to it, and how long; null where none do. */
        readonly earns: Earning | null;
      };
    }
  | {
      readonly type: 'FundAllocated';
      readonly data: FundCredit & { readonly posting: Posting };
    }
  | {
      /** Taken over with the fund as it stood before Accord kept it; the credit is what is available. */
      readonly type: 'FundTakenOver';
      readonly data: FundCredit & {
        readonly consumed: MoneyJson;
        readonly expired: MoneyJson;
        readonly opening: true;
        readonly posting: Posting;
      };
    }
  | {
      /** A booking has added to the fund. */
      readonly type: 'CoopAccrued';
      readonly data: FundCredit & {
        readonly saleId: string;
        readonly partnerId: string;
        /** What was booked, and the share of it that was accrued. */
        readonly base: MoneyJson;
        readonly rate: string;
        /** The exact share in minor units, "numerator/denominator". */
        readonly exact: string;
        readonly rounding: 'half-up' | 'half-even';
        /** What of the share the fund did not get: above its cap, or owed from what was undone. */
        readonly capped: MoneyJson;
        readonly offset: MoneyJson;
        readonly bookedOn: IsoDate;
        /** Absent: it was booked in the fund's currency. */
        readonly conversion?: CoopConversion;
        readonly posting: Posting;
      };
    }
  | {
      /** A booking in another currency adds nothing: there is no rate yet, or the program does not convert. */
      readonly type: 'CoopNotAccrued';
      readonly data: {
        readonly saleId: string;
        readonly programId: string;
        readonly partnerId: string;
        readonly base: MoneyJson;
        readonly bookedOn: IsoDate;
        /** The rate with which it will add to the fund; null: there will be none. */
        readonly awaits: Omit<WantedRate, 'maxAgeDays'> | null;
        readonly why: string;
      };
    }
  | {
      /**
       * The rate by which a booking was counted was corrected, or came after an older one had been taken: it
       * adds another amount. What is spent already is owed.
       */
      readonly type: 'CoopRevised';
      readonly data: {
        readonly saleId: string;
        readonly partnerId: string;
        readonly base: MoneyJson;
        readonly rate: string;
        /** The exact share in minor units, "numerator/denominator". */
        readonly exact: string;
        readonly rounding: 'half-up' | 'half-even';
        /** What of the share is above the fund's cap. */
        readonly capped: MoneyJson;
        readonly bookedOn: IsoDate;
        readonly conversion: CoopConversion;
        /** What it had added, and what it adds now. */
        readonly was: MoneyJson;
        readonly accrued: MoneyJson;
        /** What of the difference moves, into the fund or out of it. */
        readonly effect: 'added' | 'taken';
        readonly amount: MoneyJson;
        readonly credits: readonly FundCredit[];
        /** Taken from bookings to come; below zero: made up for. */
        readonly owed: MoneyJson;
        /** What of the amount was paid out as a rebate, and is to be paid back; absent: nothing. */
        readonly rebate?: MoneyJson;
        readonly posting: Posting;
      };
    }
  | {
      /** The booking is undone: what it added goes, and what is spent already is owed. */
      readonly type: 'CoopTakenBack';
      readonly data: {
        readonly saleId: string;
        readonly partnerId: string;
        readonly amount: MoneyJson;
        readonly credits: readonly FundCredit[];
        /** Taken from bookings to come. */
        readonly owed: MoneyJson;
        /** What of the amount was paid out as a rebate, and is to be paid back; absent: nothing. */
        readonly rebate?: MoneyJson;
        readonly reversedOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      /** The bookings are complete: it is enough, or what there is is gone or paid out. */
      readonly type: 'CoopSettled';
      readonly data: {
        readonly partnerId: string;
        readonly outcome: 'enough' | 'lapsed' | 'paid-out';
        /** What bookings came to, and the least that it takes. */
        readonly accrued: MoneyJson;
        readonly minimum: MoneyJson;
        /** What lapsed or is paid out. */
        readonly amount: MoneyJson;
        readonly credits: readonly FundCredit[];
        readonly settledOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      /** Taken out of what is available, by whoever gave it. */
      readonly type: 'FundCut';
      readonly data: {
        readonly amount: MoneyJson;
        readonly credits: readonly FundCredit[];
        readonly cutOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      /** On its way to another fund: in transit until that one has it, or gives it back. */
      readonly type: 'FundTransferSent';
      readonly data: FundTransfer & {
        readonly toFundId: string;
        readonly sentOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      readonly type: 'FundTransferReceived';
      readonly data: FundTransfer & {
        readonly fromFundId: string;
        readonly receivedOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      /** The other fund can take it no more; it goes back. */
      readonly type: 'FundTransferRefused';
      readonly data: FundTransfer & {
        readonly fromFundId: string;
        readonly why: 'fund-closed' | 'fund-too-large';
        readonly refusedOn: IsoDate;
      };
    }
  | {
      readonly type: 'FundTransferReturned';
      readonly data: FundTransfer & {
        readonly toFundId: string;
        readonly returnedOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      /** Credits of which something was left after their last day. */
      readonly type: 'CreditsExpired';
      readonly data: {
        readonly credits: readonly FundCredit[];
        readonly expiredOn: IsoDate;
        readonly posting: Posting;
      };
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
        /** Country that the activity aims at, where the program asks for it. */
        readonly market: string | null;
        /** Whether it counts towards the share that a region may spend outside its target markets. */
        readonly outsideTarget: boolean;
        /** What the program wants to see beforehand. */
        readonly proofs: readonly Proof[];
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
        /** Somebody, or the program's rule that so small an amount needs nobody. */
        readonly by: 'person' | 'rule';
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
        /**
         * Nobody decided before the fund closed, nobody claimed before the deadline, the partner's
         * agreement ended, or a false claim took all of its open requests along.
         */
        readonly cause: 'undecided' | 'unclaimed' | 'agreement-ended' | 'false-claim';
        readonly expiredOn: IsoDate;
        readonly posting: Posting;
      };
    }
  | {
      /** The activity does not take place; its money is for another one. */
      readonly type: 'FundsRequestReallocated';
      readonly data: {
        readonly requestId: string;
        readonly partnerId: string;
        readonly activity: string;
        readonly cost: MoneyJson;
        readonly startsOn: IsoDate;
        readonly endsOn: IsoDate;
        readonly reallocatedOn: IsoDate;
        readonly terms: RequestTerms;
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
        /** What of it the program co-funds. */
        readonly eligible: MoneyJson;
        /** What the cost is made of; empty where that was not told. */
        readonly costs: readonly CostPart[];
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
        /** What of it somebody else owes the vendor; null: nothing. */
        readonly refund: Refund | null;
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
        /** What somebody else owes no more; null: nothing. */
        readonly refund: Refund | null;
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
  FundOpened: { version: 3, upcasts: { 1: openedV1, 2: openedV2 } },
  CoopAccrued: { version: 1 },
  CoopNotAccrued: { version: 1 },
  CoopRevised: { version: 1 },
  CoopTakenBack: { version: 1 },
  CoopSettled: { version: 1 },
  FundAllocated: { version: 2, upcasts: { 1: allocatedV1 } },
  FundTakenOver: { version: 1 },
  FundCut: { version: 1 },
  FundTransferSent: { version: 1 },
  FundTransferReceived: { version: 1 },
  FundTransferRefused: { version: 1 },
  FundTransferReturned: { version: 1 },
  CreditsExpired: { version: 1 },
  FundsRequested: { version: 2, upcasts: { 1: requestedV1 } },
  FundsRequestApproved: { version: 3, upcasts: { 1: approvedV1, 2: withoutRefundTerms } },
  FundsRequestRejected: { version: 1 },
  FundsRequestExpired: { version: 1 },
  FundsRequestReallocated: { version: 2, upcasts: { 1: withoutRefundTerms } },
  ClaimReminderDue: { version: 1 },
  ClaimSubmitted: { version: 2, upcasts: { 1: claimedV1 } },
  ClaimReturned: { version: 1 },
  ClaimApproved: { version: 2, upcasts: { 1: withoutRefund } },
  ClaimClawedBack: { version: 2, upcasts: { 1: withoutRefund } },
  FundClosed: { version: 1 },
});
