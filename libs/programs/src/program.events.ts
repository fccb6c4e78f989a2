import { eventCatalog, type FiscalQuarter, type IsoDate } from '@accord/kernel';
import type { ProgramRules } from './document/program-document';

/** Storage contracts: add, never rename. */
export type ProgramEvent =
  | {
      readonly type: 'ProgramVersionPublished';
      readonly data: {
        readonly programId: string;
        /** 1, 2, 3 … in the order published. */
        readonly version: number;
        readonly effectiveFrom: IsoDate;
        /** The whole document: what was decided under it can be decided again. */
        readonly rules: ProgramRules;
        /** SHA-256 of the canonical document. */
        readonly documentHash: string;
      };
    }
  | {
      /** A principal decides the steps of a role, in some territories or in all. */
      readonly type: 'ApproverAppointed';
      readonly data: {
        readonly role: string;
        readonly principalId: string;
        /** Null: in all of them. */
        readonly territories: readonly string[] | null;
      };
    }
  | {
      readonly type: 'ApproverDismissed';
      readonly data: { readonly role: string; readonly principalId: string };
    }
  | {
      /** Somebody decides for an approver who is away, on these days. */
      readonly type: 'DelegateNamed';
      readonly data: {
        readonly principalId: string;
        readonly delegateId: string;
        readonly from: IsoDate;
        /** Last day. */
        readonly until: IsoDate;
      };
    }
  | {
      /**
       * A quarter is over, and with it every one before: what a guarantee gives without sales is owed. Noted
       * where a version of the program has one.
       */
      readonly type: 'FiscalQuarterEnded';
      readonly data: {
        readonly quarter: FiscalQuarter;
        /** Its last day. */
        readonly endedOn: IsoDate;
      };
    };

export const programEvents = eventCatalog<ProgramEvent>('program', {
  ProgramVersionPublished: { version: 1 },
  ApproverAppointed: { version: 1 },
  ApproverDismissed: { version: 1 },
  DelegateNamed: { version: 1 },
  FiscalQuarterEnded: { version: 1 },
});
