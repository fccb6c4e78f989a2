import { eventCatalog, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { SourceEvent } from '@accord/incentives';
import type { FinancialPosting } from '../account/financial-posting';
import type { Person } from '../payout/person-of';

/** Whose account it is: what every event of it says. */
export interface CoFunder {
  readonly accountId: string;
  /** Who gives back a part of what the vendor pays, in the program's words. */
  readonly party: string;
  /** Legal entity to which it is owed. */
  readonly entity: string;
  /** The program whose book it belongs to. */
  readonly book: string;
  readonly currency: string;
}

/** What a co-funding party owes for a claim on a fund. */
export interface ClaimRefund {
  readonly fundId: string;
  readonly requestId: string;
  readonly claimId: string;
  /** Whose claim it is. */
  readonly partnerId: string;
  /** What is owed for it in all: less where the claim was clawed back. */
  readonly amount: MoneyJson;
  readonly approvedOn: IsoDate;
  readonly sources: readonly SourceEvent[];
}

/** Storage contracts: add, never rename. Money events carry their own journal lines. */
export type CoFunderEvent =
  | {
      /** A claim was approved or clawed back: so much is owed for it now. */
      readonly type: 'RefundPosted';
      readonly data: CoFunder &
        ClaimRefund & {
          readonly lineId: string;
          readonly postings: readonly FinancialPosting[];
        };
    }
  | {
      /** The party has paid some of what is open. */
      readonly type: 'RefundReceived';
      readonly data: CoFunder & {
        readonly receiptId: string;
        readonly amount: MoneyJson;
        readonly receivedOn: IsoDate;
        /** Who recorded it. */
        readonly receivedBy: Person;
        /** What the payment says of itself; null: nothing was told. */
        readonly reference: string | null;
        readonly postings: readonly FinancialPosting[];
      };
    };

export const coFunderEvents = eventCatalog<CoFunderEvent>('cofunder', {
  RefundPosted: { version: 1 },
  RefundReceived: { version: 1 },
});
