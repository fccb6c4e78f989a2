import { eventCatalog, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { Person } from '../payout/person-of';
import type { UsedDetails } from '../payment-details/payment-details.events';
import type { ClaimLine, OpeningLine, StatementLine } from '../statement/statement-line';
import type { Drawn, Estimate } from './accrual';
import type { ConvertedPayment } from './converted-payment';
import type { FinancialPosting } from './financial-posting';
import type { AdjustmentLine, Dispute } from './dispute';
import type { Hold } from './hold';
import type { ChangedFigure, ChangeRejection } from './late-change';
import type { Payee } from './payee';
import type { WriteOff } from './write-off';

/** One payment out of an account, as the bank is told of it. */
export interface Payment extends UsedDetails {
  readonly accountId: string;
  readonly partnerId: string;
  /** The run that released it. */
  readonly payoutId: string;
  /** The bank's end-to-end id: at most 35 characters, derived from run, account and attempt. */
  readonly paymentId: string;
  /** Counts the payments out of the account, from 1. */
  readonly attempt: number;
  readonly amount: MoneyJson;
  /** Absent: it leaves in the account's currency. */
  readonly converted?: ConvertedPayment;
  /** What it pays. */
  readonly statementIds: readonly string[];
}

/** Of an event that books nothing: what it leads to is booked by a statement. */
interface NothingMoved {
  readonly postings: readonly [];
}

interface ChangeDecided {
  readonly decidedOn: IsoDate;
  readonly decidedBy: Person;
}

interface WriteOffDecision {
  readonly writeOffId: string;
  readonly decidedOn: IsoDate;
  readonly decidedBy: Person;
}

/** What a payee has paid back of what it owes. */
export interface Repayment {
  readonly repaymentId: string;
  readonly amount: MoneyJson;
  readonly receivedOn: IsoDate;
  /** Who recorded it. */
  readonly receivedBy: Person;
  /** What the payment says of itself; null: nothing was told. */
  readonly reference: string | null;
}

/** What the bank has said of a payment. */
interface BankAnswer {
  readonly payoutId: string;
  readonly paymentId: string;
  readonly amount: MoneyJson;
  /** SHA-256 of the bank's file, which lies in the vault. */
  readonly sha256: string;
}

/** Storage contracts: add, never rename. Money events carry their own journal lines. */
export type AccountEvent =
  | {
      /** What the books that came before say: no decision of Accord's. */
      readonly type: 'OpeningBalanceRecorded';
      readonly data: Payee & {
        /** What is carried forward, as the next statement has it. */
        readonly opening: OpeningLine;
        readonly paid: MoneyJson;
        readonly receivable: MoneyJson;
        readonly postings: readonly FinancialPosting[];
      };
    }
  | {
      /** The financial side of a claim on a fund that was approved or clawed back. */
      readonly type: 'FundClaimPosted';
      readonly data: Payee & {
        readonly claim: ClaimLine;
        readonly postings: readonly FinancialPosting[];
      };
    }
  | {
      /** One page of an issued statement; nothing else is issued into the account in between. */
      readonly type: 'StatementIssued';
      readonly data: Payee & {
        readonly statementId: string;
        readonly payoutId: string;
        readonly quarter: string;
        readonly issuedOn: IsoDate;
        /** Log position through which facts are in. */
        readonly position: string;
        /** What was approved. */
        readonly root: string;
        /** 1 to `pages`. */
        readonly page: number;
        readonly pages: number;
        readonly lines: readonly StatementLine[];
        readonly postings: readonly FinancialPosting[];
        /** Absent: it takes nothing out of the accrual. */
        readonly drawn?: readonly Drawn[];
      };
    }
  | {
      /** 2100 is brought to what an estimate says; nothing is owed by it. */
      readonly type: 'EstimatePosted';
      readonly data: Payee & Estimate & { readonly postings: readonly FinancialPosting[] };
    }
  | {
      /** From now on what it covers is kept back from statements and payments. */
      readonly type: 'HoldPlaced';
      readonly data: Payee & Hold & { readonly postings: readonly FinancialPosting[] };
    }
  | {
      readonly type: 'HoldReleased';
      readonly data: Payee & {
        readonly holdId: string;
        /** Why; the partner reads it. */
        readonly reason: string;
        readonly releasedOn: IsoDate;
        readonly postings: readonly FinancialPosting[];
      };
    }
  | {
      readonly type: 'DisputeOpened';
      readonly data: Payee & Dispute & NothingMoved;
    }
  | {
      /** The vendor has not answered in time. */
      readonly type: 'DisputeOverdue';
      readonly data: Payee &
        NothingMoved & { readonly disputeId: string; readonly answerBy: IsoDate };
    }
  | {
      readonly type: 'DisputeAnswered';
      readonly data: Payee &
        NothingMoved & {
          readonly disputeId: string;
          readonly outcome: 'accepted' | 'accepted-in-part' | 'rejected';
          /** Null: rejected. */
          readonly adjustment: AdjustmentLine | null;
          /** Why; the partner reads it. */
          readonly reason: string;
          readonly answeredOn: IsoDate;
        };
    }
  | {
      /** Somebody wants a line to stay as it was closed although late facts change it. */
      readonly type: 'LateChangeRejectionProposed';
      readonly data: Payee & ChangeRejection & NothingMoved;
    }
  | {
      /** The line stays as it was closed while facts have it at that figure. */
      readonly type: 'LateChangeRejected';
      readonly data: Payee & Pick<ChangedFigure, 'lineId' | 'is'> & ChangeDecided & NothingMoved;
    }
  | {
      /** The next statement books the change. */
      readonly type: 'LateChangeAccepted';
      readonly data: Payee &
        ChangedFigure &
        ChangeDecided &
        NothingMoved & {
          /** It was rejected until now. */
          readonly lifts: boolean;
        };
    }
  | {
      readonly type: 'WriteOffProposed';
      readonly data: Payee & WriteOff & NothingMoved;
    }
  | {
      /** What the payee owed is given up. */
      readonly type: 'WriteOffApproved';
      readonly data: Payee &
        WriteOffDecision & {
          readonly amount: MoneyJson;
          readonly postings: readonly FinancialPosting[];
        };
    }
  | {
      /** It stays owed. */
      readonly type: 'WriteOffRejected';
      readonly data: Payee & WriteOffDecision & NothingMoved;
    }
  | {
      /** What the payee owed has come, or a part of it. */
      readonly type: 'RepaymentReceived';
      readonly data: Payee & Repayment & { readonly postings: readonly FinancialPosting[] };
    }
  | {
      /** What was payable is in flight. Recorded before the bank is told. */
      readonly type: 'PaymentInstructed';
      readonly data: Payee & Payment & { readonly postings: readonly FinancialPosting[] };
    }
  | {
      readonly type: 'PaymentConfirmed';
      readonly data: Payee & BankAnswer & { readonly postings: readonly FinancialPosting[] };
    }
  | {
      /** The amount is payable again. */
      readonly type: 'PaymentReturned';
      readonly data: Payee &
        BankAnswer & {
          /** `rejected`: the bank has not paid; `sent-back`: it has, and the money came back. */
          readonly how: 'rejected' | 'sent-back';
          /** The bank's reason, ISO 20022 external code list, for example AC04; null: it gave none. */
          readonly reasonCode: string | null;
          readonly postings: readonly FinancialPosting[];
        };
    };

export const accountEvents = eventCatalog<AccountEvent>('account', {
  OpeningBalanceRecorded: { version: 1 },
  FundClaimPosted: { version: 1 },
  StatementIssued: { version: 1 },
  EstimatePosted: { version: 1 },
  HoldPlaced: { version: 1 },
  HoldReleased: { version: 1 },
  DisputeOpened: { version: 1 },
  DisputeOverdue: { version: 1 },
  DisputeAnswered: { version: 1 },
  LateChangeRejectionProposed: { version: 1 },
  LateChangeRejected: { version: 1 },
  LateChangeAccepted: { version: 1 },
  WriteOffProposed: { version: 1 },
  WriteOffApproved: { version: 1 },
  WriteOffRejected: { version: 1 },
  RepaymentReceived: { version: 1 },
  PaymentInstructed: { version: 1 },
  PaymentConfirmed: { version: 1 },
  PaymentReturned: { version: 1 },
});

/** @returns what the bank is told to pay */
export const toldAmount = ({ amount, converted }: Payment): MoneyJson =>
  converted?.amount ?? amount;

/** A payment without what its event says of the account's book. */
export const paymentIn = (data: Payment): Payment => ({
  accountId: data.accountId,
  partnerId: data.partnerId,
  payoutId: data.payoutId,
  paymentId: data.paymentId,
  attempt: data.attempt,
  amount: data.amount,
  ...(data.converted && { converted: data.converted }),
  statementIds: data.statementIds,
  detailsId: data.detailsId,
  versionId: data.versionId,
  hash: data.hash,
});
