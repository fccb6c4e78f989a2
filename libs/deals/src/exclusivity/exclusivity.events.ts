import { eventCatalog, type IsoDate } from '@accord/kernel';
import type { MatchExplanation } from '@accord/customers';
import type { ExclusivityScope } from './scope';

/** The customers that were looked at for a decision, and how alike each was. */
export interface Candidate {
  readonly customerId: string;
  readonly match: MatchExplanation;
}

/** What a grant rests on: a person, the vendor's silence, its turn in the queue, or the customer. */
export type GrantedBy = 'person' | 'silence' | 'queue' | 'customer-letter';

/** What takes a standing protection away. */
export const BREAK_CAUSES = ['customer-letter', 'inactivity', 'non-compliance'] as const;
export type BreakCause = (typeof BREAK_CAUSES)[number];

/** What proves the cause. People are named by opaque ids. */
export interface BreakEvidence {
  /** Where the document lies, for example its SHA-256 in the vault or its number in the sales system. */
  readonly document: string;
  /** Customer letters: who signed for the customer. */
  readonly statedBy?: string;
  /** Inactivity: the last day on which the partner or sales worked on it. */
  readonly lastActivityOn?: IsoDate;
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
      readonly data: { readonly grantId: string; readonly dealId: string; readonly until: IsoDate };
    }
  | {
      readonly type: 'ExclusivityReleased';
      readonly data: {
        readonly grantId: string;
        readonly dealId: string;
        /** First day on which the window no longer holds. */
        readonly releasedOn: IsoDate;
        readonly why: 'withdrawn' | 'lost' | 'not-approvable' | BreakCause;
        /** Where it was taken away. */
        readonly evidence?: BreakEvidence;
      };
    };

export const exclusivityEvents = eventCatalog<ExclusivityEvent>('exclusivity', {
  ExclusivityGranted: { version: 1 },
  ExclusivityExtended: { version: 1 },
  ExclusivityReleased: { version: 1 },
});
