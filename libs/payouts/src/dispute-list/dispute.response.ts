import { formatAmount, fromJson } from '@accord/kernel';
import type { DisputeRow } from './dispute-row';

/** What a partner questions, and what became of it. */
export class DisputeBody {
  disputeId: string;
  accountId: string;
  partnerId: string;
  statementId: string;
  /** Of the statement as it was disputed. */
  root: string;
  /** The line that is disputed; null: something is missing. */
  lineId: string | null;
  /** The partner's name of what is missing. */
  missing: string | null;
  /** How much more it says that it is owed. */
  amount: string;
  currency: string;
  reason: string;
  openedOn: string;
  answerBy: string;
  status: 'open' | 'overdue' | 'accepted' | 'accepted-in-part' | 'rejected';
  answeredOn: string | null;
  answer: string | null;
  /** What is paid for it with the next statement; null: nothing. */
  adjustment: string | null;
  /** The line of that statement. */
  adjustmentLineId: string | null;
}

export const disputeBody = ({ disputed, answer, ...row }: DisputeRow): DisputeBody => ({
  disputeId: row.dispute_id,
  accountId: row.account_id,
  partnerId: row.partner_id,
  statementId: row.statement_id,
  root: row.root,
  lineId: disputed.kind === 'line' ? disputed.lineId : null,
  missing: disputed.kind === 'missing' ? disputed.ref : null,
  amount: formatAmount(fromJson(row.amount)),
  currency: row.amount.currency,
  reason: row.reason,
  openedOn: row.opened_on,
  answerBy: row.answer_by,
  status: row.status,
  answeredOn: answer?.on ?? null,
  answer: answer?.reason ?? null,
  adjustment: answer?.adjustment ? formatAmount(fromJson(answer.adjustment.amount)) : null,
  adjustmentLineId: answer?.adjustment?.lineId ?? null,
});
