import { eventCatalog, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { Payment } from '../account/account.events';
import type { UsedDetails } from '../payment-details/payment-details.events';
import type { ClosedPeriod } from '../period/period';
import type { DraftPage } from '../statement/draft';
import type { PayoutTerms } from '../statement/payout-terms';
import type { Person } from './person-of';

export interface Issued {
  readonly accountId: string;
  readonly statementId: string;
}

/** An account that moved since the draft; the next run takes it. */
export interface LeftOut {
  readonly accountId: string;
  readonly reason: string;
}

export type IssueOutcome = Issued | LeftOut;

/** An account that a message to the bank does not pay; a later one may. */
export interface NotPaid {
  readonly accountId: string;
  readonly reason:
    | 'nothing-payable'
    | 'held'
    | 'details-missing'
    | 'details-unconfirmed'
    | 'own-confirmation'
    | 'paid-in-account-currency'
    | 'message-full';
}

/** What became of a line of a bank's file. */
export interface AnswerLine {
  /** Counts the lines of the file, from 1. */
  readonly line: number;
  readonly paymentId: string;
  readonly outcome: 'confirmed' | 'returned' | 'unchanged' | 'pending' | 'refused';
  readonly why: string | null;
}

/** Storage contracts: add, never rename. */
export type PayoutEvent =
  | {
      /** Somebody wants what a closed quarter has earned to be drafted; the worker drafts it. */
      readonly type: 'DraftsRequested';
      readonly data: {
        readonly proposalId: string;
        readonly payoutId: string;
        readonly book: string;
        readonly quarter: string;
        readonly kind: string;
        readonly entity: string;
        readonly currency: string;
        /** Of the close: its log position, and how many lines it froze in which order. */
        readonly position: string;
        readonly frozen: Pick<ClosedPeriod, 'lines' | 'orderedBy'>;
        /** What is due by this day is paid. */
        readonly payOn: IsoDate;
        /** As the program has them. */
        readonly terms: PayoutTerms;
        /** Payees that are paid also where less than the minimum is payable; absent: none. */
        readonly belowMinimum?: readonly string[];
        readonly requestedBy: Person;
      };
    }
  | {
      /** Why nothing can be proposed; the run is open for another request. */
      readonly type: 'DraftsRefused';
      readonly data: {
        readonly proposalId: string;
        readonly code: string;
        readonly message: string;
      };
    }
  | {
      /** A page of a statement as it is proposed. Counts once the proposal it belongs to is made. */
      readonly type: 'StatementDrafted';
      readonly data: DraftPage & {
        readonly proposalId: string;
        readonly accountId: string;
        readonly partnerId: string;
        readonly accountRevision: number;
        readonly terms?: PayoutTerms;
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
        readonly belowMinimum?: readonly string[];
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
      /** What was approved goes into the accounts; the worker writes it. */
      readonly type: 'IssueRequested';
      readonly data: {
        readonly root: string;
        readonly issuedOn: IsoDate;
        readonly requestedBy: Person;
      };
    }
  | {
      /** What became of some accounts of a large run; `PayoutIssued` tells of the last ones. */
      readonly type: 'PayoutOutcomesRecorded';
      readonly data: { readonly issued: readonly Issued[]; readonly leftOut: readonly LeftOut[] };
    }
  | {
      readonly type: 'PayoutIssued';
      readonly data: {
        readonly issuedOn: IsoDate;
        readonly issued: readonly Issued[];
        readonly leftOut: readonly LeftOut[];
      };
    }
  | {
      /** One message to the bank: one payment file. Each payment is in exactly one. */
      readonly type: 'PaymentsInstructed';
      readonly data: {
        readonly payoutId: string;
        /** At most 35 characters. */
        readonly messageId: string;
        /** Counts the messages of the run, from 1. */
        readonly number: number;
        readonly instructedOn: IsoDate;
        readonly instructedBy: Person;
        /** Where the money comes from. */
        readonly debtor: UsedDetails;
        readonly payments: readonly Payment[];
        readonly count: number;
        readonly controlSum: MoneyJson;
        /** SHA-256 over the hashes of all details used: the debtor's, then one for each payment. */
        readonly detailsHash: string;
        /** The first accounts, by id, that it does not pay. */
        readonly notPaid: readonly NotPaid[];
        readonly notPaidCount: number;
      };
    }
  | {
      /** A file of the bank's answers, after each was recorded in its account. */
      readonly type: 'BankAnswersRecorded';
      readonly data: {
        readonly payoutId: string;
        /** Of the file, which lies in the vault. */
        readonly sha256: string;
        /** As its namespace names it, for example "pain.002.001.10". */
        readonly format: string;
        readonly recordedOn: IsoDate;
        /** About payments of the run. */
        readonly lines: readonly AnswerLine[];
        /** Lines about anything else. */
        readonly unknown: number;
      };
    };

export const payoutEvents = eventCatalog<PayoutEvent>('payout', {
  DraftsRequested: { version: 1 },
  DraftsRefused: { version: 1 },
  StatementDrafted: { version: 1 },
  PayoutProposed: { version: 1 },
  PayoutApproved: { version: 1 },
  PayoutRejected: { version: 1 },
  IssueRequested: { version: 1 },
  PayoutOutcomesRecorded: { version: 1 },
  PayoutIssued: { version: 1 },
  PaymentsInstructed: { version: 1 },
  BankAnswersRecorded: { version: 1 },
});
