import { formatAmount, fromJson } from '@accord/kernel';
import type { PayoutRow } from './payout-row';

export class IssuedBody {
  accountId: string;
  statementId: string;
}

export class LeftOutBody {
  accountId: string;
  reason: string;
}

/** One run of a book and quarter. */
export class PayoutBody {
  payoutId: string;
  status: 'drafting' | 'proposed' | 'approved' | 'rejected' | 'issued';
  book: string | null;
  quarter: string | null;
  /** Facts through this log position are in. */
  position: string | null;
  /** What is due by this day is paid. */
  payOn: string | null;
  statements: number | null;
  lines: number | null;
  total: string | null;
  currency: string | null;
  /** What an approval names: SHA-256 over everything proposed. */
  root: string | null;
  proposedBy: string | null;
  decidedBy: string | null;
  issuedOn: string | null;
  issued: IssuedBody[];
  /** Accounts that moved since the draft; the next run takes them. */
  leftOut: LeftOutBody[];
}

export function payoutBody(row: PayoutRow): PayoutBody {
  const { proposal, total, issue } = row;
  return {
    payoutId: row.payout_id,
    status: row.status,
    book: proposal?.book ?? null,
    quarter: proposal?.quarter ?? null,
    position: proposal?.position ?? null,
    payOn: proposal?.payOn ?? null,
    statements: proposal?.statements ?? null,
    lines: proposal?.lines ?? null,
    total: total && formatAmount(fromJson(total)),
    currency: total?.currency ?? null,
    root: proposal?.root ?? null,
    proposedBy: proposal?.proposedBy.principal ?? null,
    decidedBy: row.decided_by?.principal ?? null,
    issuedOn: issue?.issuedOn ?? null,
    issued: issue ? issue.issued.map((one) => ({ ...one })) : [],
    leftOut: issue ? issue.leftOut.map((one) => ({ ...one })) : [],
  };
}
