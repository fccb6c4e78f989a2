import { formatAmount, fromJson } from '@accord/kernel';
import type { IssueOutcome } from '../payout/payout.events';
import { reviewPath } from '../payout-review/review-paths';
import type { PayoutRow } from './payout-row';

/** What became of one account of a run. */
export class PayoutOutcomeBody {
  accountId: string;
  /** Null where none was issued. */
  statementId: string | null;
  /** Why it was left out; the next run takes the account. */
  reason: string | null;
}

export const payoutOutcomeBody = (outcome: IssueOutcome): PayoutOutcomeBody => ({
  statementId: null,
  reason: null,
  ...outcome,
});

/** One run of a book and quarter. */
export class PayoutBody {
  payoutId: string;
  /** While it is `drafting` or `issuing` the worker is at it. */
  status: 'drafting' | 'not-proposed' | 'proposed' | 'approved' | 'rejected' | 'issuing' | 'issued';
  /** Why nothing was proposed, as a reason code and in words. */
  refusalCode: string | null;
  refusal: string | null;
  /** Statements that are drafted so far. */
  drafted: number;
  book: string | null;
  quarter: string | null;
  /** Facts through this log position are in. */
  position: string | null;
  /** What is due by this day is paid. */
  payOn: string | null;
  /** Payees that are paid also where less than the program's minimum is payable. */
  belowMinimum: string[];
  /** Once it is proposed: `issued` and `leftOut` come to as many. */
  statements: number | null;
  lines: number | null;
  total: string | null;
  currency: string | null;
  /** What an approval names: SHA-256 over everything proposed. */
  root: string | null;
  proposedBy: string | null;
  /** Path of what is proposed beside what the last run paid. */
  review: string | null;
  decidedBy: string | null;
  issuedOn: string | null;
  /** Accounts with a statement of this run so far. */
  issued: number;
  /** Accounts that moved since the draft; the next run takes them. */
  leftOut: number;
}

export function payoutBody(row: PayoutRow): PayoutBody {
  const { proposal, total } = row;
  return {
    payoutId: row.payout_id,
    status: row.status,
    refusalCode: row.refusal?.code ?? null,
    refusal: row.refusal?.message ?? null,
    drafted: row.drafted,
    book: proposal?.book ?? null,
    quarter: proposal?.quarter ?? null,
    position: proposal?.position ?? null,
    payOn: proposal?.payOn ?? null,
    belowMinimum: [...(proposal?.belowMinimum ?? [])],
    statements: proposal?.statements ?? null,
    lines: proposal?.lines ?? null,
    total: total && formatAmount(fromJson(total)),
    currency: total?.currency ?? null,
    root: proposal?.root ?? null,
    proposedBy: proposal?.proposedBy.principal ?? null,
    review: proposal && reviewPath(row.payout_id),
    decidedBy: row.decided_by?.principal ?? null,
    issuedOn: row.issued_on,
    issued: row.issued,
    leftOut: row.left_out,
  };
}
