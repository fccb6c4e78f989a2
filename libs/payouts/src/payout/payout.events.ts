import { eventCatalog, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { DraftPage } from '../statement/draft';

/** Who did something, and for whom. */
export interface Person {
  readonly principal: string;
  readonly onBehalfOf: string | null;
}

/** Storage contracts: add, never rename. */
export type PayoutEvent =
  | {
      /** A page of a statement as it is proposed. Counts once the proposal it belongs to is made. */
      readonly type: 'StatementDrafted';
      readonly data: DraftPage & {
        readonly proposalId: string;
        readonly accountId: string;
        readonly partnerId: string;
        readonly accountRevision: number;
        /** 1 to `pages`. */
        readonly page: number;
        readonly pages: number;
      };
    }
  | {
      readonly type: 'PayoutProposed';
      readonly data: {
        readonly proposalId: string;
        readonly payoutId: string;
        readonly book: string;
        readonly quarter: string;
        readonly kind: string;
        readonly entity: string;
        /** Log position of the close. */
        readonly position: string;
        /** What is due by this day is paid. */
        readonly payOn: IsoDate;
        readonly statements: number;
        readonly lines: number;
        /** Sum of all lines, in the program's currency. */
        readonly total: MoneyJson;
        readonly root: string;
        readonly proposedBy: Person;
      };
    }
  | {
      readonly type: 'PayoutApproved';
      readonly data: { readonly root: string; readonly approvedBy: Person };
    }
  | {
      readonly type: 'PayoutRejected';
      readonly data: { readonly root: string; readonly rejectedBy: Person; readonly why: string };
    }
  | {
      readonly type: 'PayoutIssued';
      readonly data: {
        readonly issuedOn: IsoDate;
        readonly issued: readonly { readonly accountId: string; readonly statementId: string }[];
        /** Accounts that moved since the draft; the next run takes them. */
        readonly leftOut: readonly { readonly accountId: string; readonly reason: string }[];
      };
    };

export const payoutEvents = eventCatalog<PayoutEvent>('payout', {
  StatementDrafted: { version: 1 },
  PayoutProposed: { version: 1 },
  PayoutApproved: { version: 1 },
  PayoutRejected: { version: 1 },
  PayoutIssued: { version: 1 },
});
