import {
  accepted,
  formatAmount,
  fromJson,
  rejected,
  subtract,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
} from '@accord/kernel';
import { isPerson } from '@accord/incentives';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { AdjustmentLine } from '../account/dispute';
import { expenseOf, type Expense } from '../statement/expense-of';
import { owedFor, type Basis, type ClaimLine } from '../statement/statement-line';

export interface AnswerDispute {
  readonly disputeId: string;
  /** What is accepted of it; null: nothing. */
  readonly accept: Money | 'all' | null;
  readonly reason: string;
  readonly today: IsoDate;
}

/**
 * Answers a dispute once. What is accepted becomes a line of the next statement that names the line
 * disputed, and what that line stood at; the statement that was disputed stays as it is.
 */
export function answerDispute(
  { disputes, lines }: Account,
  { disputeId, accept, reason, today }: AnswerDispute,
): Decision<AccountEvent> {
  const known = disputes.get(disputeId);
  if (!known) return rejected('dispute-unknown', `No dispute "${disputeId}"`);
  if (known.status === 'answered') return rejected('dispute-answered', 'It was answered before');
  const { accountId, partnerId, book, currency, disputed, statementId } = known.dispute;
  const of = { accountId, partnerId, book, currency };
  const answer = { ...of, disputeId, reason, answeredOn: today, postings: [] } as const;
  if (accept === null) {
    const data = { ...answer, outcome: 'rejected', adjustment: null } as const;
    return accepted({ type: 'DisputeAnswered', data });
  }
  const asked = fromJson(known.dispute.amount);
  const amount = accept === 'all' ? asked : accept;
  const rest = subtract(asked, amount);
  if (rest.minor < 0n) {
    const message = `The partner asks for ${formatAmount(asked)} ${currency}`;
    return rejected('more-than-asked', message, 'amount');
  }
  if (amount.minor === 0n) {
    return rejected('nothing-accepted', 'Zero is a rejection', 'amount');
  }
  const basis = disputed.kind === 'line' ? lines.get(disputed.lineId)?.basis : undefined;
  const claim = basis && claimBehind(basis, lines);
  if (claim) {
    const of = `claim "${claim.claimId}" on fund "${claim.fundId}"`;
    const message = `It pays ${of}: reject the dispute, and have the fund approve a claim for the rest`;
    return rejected('paid-by-fund', message);
  }
  const adjustment: AdjustmentLine = {
    lineId: `adjustment:${disputeId}`,
    programId: book,
    disputeId,
    statementId,
    disputed,
    amount: toJson(amount),
    ...(basis && { stood: owedFor(basis) }),
    contra: contraOf(partnerId, basis),
    reason,
    decidedOn: today,
  };
  const outcome = rest.minor === 0n ? 'accepted' : 'accepted-in-part';
  return accepted({ type: 'DisputeAnswered', data: { ...answer, outcome, adjustment } });
}

/**
 * The claim that a line pays, itself or by an earlier dispute: what more is paid for it would never have been
 * in the fund's budget.
 */
function claimBehind(basis: Basis, lines: Account['lines']): ClaimLine | undefined {
  if (basis.kind === 'fundClaim') return basis.claim;
  if (basis.kind !== 'adjustment' || basis.adjustment.disputed.kind !== 'line') return undefined;
  const before = lines.get(basis.adjustment.disputed.lineId)?.basis;
  return before && claimBehind(before, lines);
}

/** As the disputed line; what names none is a rebate, of a person a SPIFF. */
function contraOf(payee: string, basis: Basis | undefined): Expense {
  if (basis?.kind === 'earning') return expenseOf(basis.earning);
  if (basis?.kind === 'adjustment') return basis.adjustment.contra;
  return isPerson(payee) ? '6300' : '4900';
}
