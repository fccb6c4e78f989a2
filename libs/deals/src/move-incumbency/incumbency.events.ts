import { eventCatalog, type IsoDate } from '@accord/kernel';

/** What a claim to a customer rests on. People are named by opaque ids. */
export interface IncumbencyEvidence {
  readonly kind: 'customer-statement' | 'partner-letter';
  readonly document: string;
  /** Who signed for the customer. */
  readonly statedBy?: string;
}

/** Storage contracts: add, never rename. */
export type IncumbencyEvent =
  | {
      readonly type: 'IncumbencyMoved';
      readonly data: {
        readonly programId: string;
        readonly customerId: string;
        /** Who was the incumbent by the orders and statements known then. */
        readonly from: string;
        readonly to: string;
        readonly evidence: IncumbencyEvidence;
        readonly movedOn: IsoDate;
        /** The log position that the search for the incumbent was complete for. */
        readonly seenThrough: string;
      };
    }
  | {
      /** Taken over: an order from before orders came here. */
      readonly type: 'IncumbentRecorded';
      readonly data: {
        readonly programId: string;
        readonly customerId: string;
        readonly partnerId: string;
        /** The order, as `<source>.<ref>`. */
        readonly reference: string;
        readonly since: IsoDate;
        /** The partner's discount in it, where it is known. */
        readonly lastRate: string | null;
        readonly opening: true;
      };
    };

export const incumbencyEvents = eventCatalog<IncumbencyEvent>('incumbency', {
  IncumbencyMoved: { version: 1 },
  IncumbentRecorded: { version: 1 },
});
