import { eventCatalog, type IsoDate } from '@accord/kernel';
import type { ClaimLine, StatementLine } from '../statement/statement-line';
import type { FinancialPosting } from './financial-posting';

/** What every event of an account says of the account. */
interface Payee {
  readonly accountId: string;
  readonly partnerId: string;
  /** The program whose book it belongs to. */
  readonly book: string;
  readonly currency: string;
}

/** Storage contracts: add, never rename. Money events carry their own journal lines. */
export type AccountEvent =
  | {
      /** The financial side of a claim on a fund that was approved or clawed back. */
      readonly type: 'FundClaimPosted';
      readonly data: Payee & {
        readonly claim: ClaimLine;
        readonly postings: readonly FinancialPosting[];
      };
    }
  | {
      /** One page of an issued statement; the pages of a statement are written together. */
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
      };
    };

export const accountEvents = eventCatalog<AccountEvent>('account', {
  FundClaimPosted: { version: 1 },
  StatementIssued: { version: 1 },
});
