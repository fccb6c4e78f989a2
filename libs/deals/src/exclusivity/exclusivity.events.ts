import { eventCatalog, type IsoDate } from '@accord/kernel';
import type { MatchExplanation } from '@accord/customers';
import type { BreakCause, BreakEvidence, GrantedBy } from './grounds';
import type { ExclusivityScope } from './scope';

/** The customers that were looked at for a decision, and how alike each was. */
export interface Candidate {
  readonly customerId: string;
  readonly match: MatchExplanation;
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
