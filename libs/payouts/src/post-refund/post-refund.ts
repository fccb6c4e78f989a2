import {
  accepted,
  canonicalJson,
  fromJson,
  money,
  posting,
  subtract,
  type Decision,
} from '@accord/kernel';
import type { FundAccount } from '@accord/programs';
import type { FinancialPosting } from '../account/financial-posting';
import type { CoFunderAccount } from '../co-funder/co-funder';
import type { ClaimRefund, CoFunder, CoFunderEvent } from '../co-funder/co-funder.events';

export interface PostRefund {
  readonly coFunder: CoFunder;
  readonly lineId: string;
  readonly refund: ClaimRefund;
  /** What the claim is booked against. */
  readonly contra: FundAccount;
}

/**
 * Books what a co-funding party owes for a claim by target (M11): the difference between what should
 * stand and what stands, against the account that bears the claim. Said again it books nothing. A claim
 * that is clawed back after the party has paid leaves the party with too much paid.
 */
export function postRefund(
  state: CoFunderAccount,
  { coFunder, lineId, refund, contra }: PostRefund,
): Decision<CoFunderEvent> {
  const before = state.refunds.get(lineId);
  if (before && canonicalJson(before) === canonicalJson(refund)) return accepted();
  const owed = fromJson(refund.amount);
  const change = subtract(owed, before ? fromJson(before.amount) : money(0n, owed.currency));
  if (!before && change.minor === 0n) return accepted();
  const moved: FinancialPosting =
    change.minor >= 0n
      ? posting('M11', { debit: '1150', credit: contra, amount: change })
      : posting('M11', {
          debit: contra,
          credit: '1150',
          amount: { ...change, minor: -change.minor },
        });
  const postings = moved.lines.length > 0 ? [moved] : [];
  return accepted({ type: 'RefundPosted', data: { ...coFunder, lineId, ...refund, postings } });
}
