import { formatAmount, fromJson } from '@accord/kernel';
import { LineBody } from '../statement/line.response';
import type { StatementRow } from './statement-row';

/** An issued statement without its lines. */
export class StatementBody {
  statementId: string;
  payoutId: string;
  accountId: string;
  partnerId: string;
  book: string;
  quarter: string;
  issuedOn: string;
  /** Facts through this log position are in. */
  factsThrough: string;
  /** What was approved. */
  root: string;
  /** Log position of its last page. */
  position: string;
  recordedAt: string;
  lines: number;
  /** Sum of its lines. */
  total: string;
  /** What of its lines is held; not in the sum. */
  held: string;
  /** What it adds to what is payable, after offsetting what the partner owed. */
  payable: string;
  currency: string;
}

/** A statement with a page of its lines. */
export class StatementDetailBody extends StatementBody {
  items: LineBody[];
  /** Cursor of the next page of lines; null on the last one. */
  next: string | null;
}

export function statementBody(row: StatementRow): StatementBody {
  return {
    statementId: row.statement_id,
    payoutId: row.payout_id,
    accountId: row.account_id,
    partnerId: row.partner_id,
    book: row.book,
    quarter: row.quarter,
    issuedOn: row.issued_on,
    factsThrough: row.facts_through,
    root: row.root,
    position: row.position,
    recordedAt: row.recorded_at,
    lines: row.lines,
    total: formatAmount(fromJson(row.total)),
    held: formatAmount(fromJson(row.held)),
    payable: formatAmount(fromJson(row.payable)),
    currency: row.total.currency,
  };
}
