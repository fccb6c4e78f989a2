import { eventCatalog, type IsoDate } from '@accord/kernel';
import type { MatchExplanation } from '@accord/customers';
import type { BreakEvidence, GrantedBy, TakenCause } from './grounds';
import type { ExclusivityScope } from './scope';

/** The customers that were looked at for a decision, and how alike each was. */
export interface Candidate {
  readonly customerId: string;
  readonly match: MatchExplanation;
}

/** What goes where, and who loses its protection by it. */
export interface ExclusivityMove {
  readonly moveId: string;
  readonly from: string;
  readonly to: string;
  /** The registrations whose grants go. Null: everything goes, for good, because the customers merge. */
  readonly deals: readonly string[] | null;
  /** Grants, of either customer, that give way to others as people decided. */
  readonly losers: readonly { readonly dealId: string; readonly grantId: string }[];
  readonly on: IsoDate;
  readonly evidence: BreakEvidence;
  /** The merge or split that it is part of. */
  readonly fateId: string;
}

/** A grant that holds in its new stream from the day of the move. */
export interface MovedGrant {
  readonly grantId: string;
  readonly dealId: string;
  readonly partnerId: string;
  readonly scope: ExclusivityScope;
  readonly from: IsoDate;
  readonly until: IsoDate;
}

/** Storage contracts: add, never rename. */
export type ExclusivityEvent =
  | {
      /** The decision who owns a deal. Everything it rests on is in it. */
      readonly type: 'ExclusivityGranted';
      readonly data: {
        readonly grantId: string;
        readonly customerId: string;
        readonly dealId: string;
        readonly partnerId: string;
        readonly scope: ExclusivityScope;
        readonly from: IsoDate;
        /** Last day of the window. */
        readonly until: IsoDate;
        readonly by: GrantedBy;
        readonly matcher: string;
        readonly candidates: readonly Candidate[];
        /** The log position that the candidates were complete for. */
        readonly seenThrough: string;
      };
    }
  | {
      readonly type: 'ExclusivityExtended';
      readonly data: {
        readonly grantId: string;
        readonly dealId: string;
        readonly until: IsoDate;
        /** Given by operations; absent: the standard extension. */
        readonly kind?: 'operations';
      };
    }
  | {
      /** Sales have reported the opportunity that the deal named: only that one is kept from now on. */
      readonly type: 'ExclusivityNarrowed';
      readonly data: {
        readonly grantId: string;
        readonly dealId: string;
        readonly scope: ExclusivityScope;
      };
    }
  | {
      readonly type: 'ExclusivityReleased';
      readonly data: {
        readonly grantId: string;
        readonly dealId: string;
        /** First day on which the window no longer holds. */
        readonly releasedOn: IsoDate;
        readonly why: 'withdrawn' | 'lost' | 'not-approvable' | TakenCause;
        /** Where it was taken away. */
        readonly evidence?: BreakEvidence;
        /** The grant that took it over in the same decision: the deal is told once that one stands. */
        readonly takenBy?: { readonly grantId: string; readonly dealId: string };
      };
    }
  | {
      /** What took it over was given back, because its deal could not be approved: it holds as it did before. */
      readonly type: 'ExclusivityRestored';
      readonly data: {
        readonly grantId: string;
        readonly dealId: string;
        /** Last day of the window, as before. */
        readonly until: IsoDate;
      };
    }
  | {
      /** Grants leave for another customer's stream. Nothing else is decided here until it is known. */
      readonly type: 'ExclusivityMoveBegan';
      readonly data: ExclusivityMove;
    }
  | {
      /** In the stream they go to, which alone decides: from here on the grants hold in it. */
      readonly type: 'ExclusivityMovedIn';
      readonly data: {
        readonly moveId: string;
        readonly from: string;
        readonly grants: readonly MovedGrant[];
      };
    }
  | {
      /** In the stream they were to go to: something holds there that they exclude, or it moves itself. */
      readonly type: 'ExclusivityMoveRefused';
      readonly data: {
        readonly moveId: string;
        readonly from: string;
        readonly why: 'held' | 'moving';
      };
    }
  | {
      /** The grants have left. After a merge nothing is decided here any more. */
      readonly type: 'ExclusivityMoveSettled';
      readonly data: { readonly moveId: string; readonly grantIds: readonly string[] };
    }
  | {
      /** The grants stay, and decisions are taken here again. */
      readonly type: 'ExclusivityMoveUndone';
      readonly data: { readonly moveId: string };
    };

export const exclusivityEvents = eventCatalog<ExclusivityEvent>('exclusivity', {
  ExclusivityGranted: { version: 1 },
  ExclusivityExtended: { version: 1 },
  ExclusivityNarrowed: { version: 1 },
  ExclusivityReleased: { version: 1 },
  ExclusivityRestored: { version: 1 },
  ExclusivityMoveBegan: { version: 1 },
  ExclusivityMovedIn: { version: 1 },
  ExclusivityMoveRefused: { version: 1 },
  ExclusivityMoveSettled: { version: 1 },
  ExclusivityMoveUndone: { version: 1 },
});
