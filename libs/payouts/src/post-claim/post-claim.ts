import {
  accepted,
  canonicalJson,
  fromJson,
  max,
  min,
  money,
  posting,
  subtract,
  type Decision,
  type Money,
} from '@accord/kernel';
import type { FundAccount } from '@accord/programs';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { FinancialPosting } from '../account/financial-posting';
import { unfinishedStatement } from '../issue-payout/issue-payout';
import type { ClaimLine } from '../statement/statement-line';

export interface PostClaim {
  readonly accountId: string;
  readonly partnerId: string;
  readonly claim: ClaimLine;
  /** What it is booked against: marketing money, or a rebate that marketing money became. */
  readonly contra: FundAccount | '4900';
}

/**
 * Books the financial side of a claim on a fund by target: more is earned, or what was too much is
 * taken from what is on no statement yet, held or not, and, for the rest, owed by the partner (M6 or R2, R7a, R7).
 */
export function postClaim(
  state: Account,
  { accountId, partnerId, claim, contra }: PostClaim,
): Decision<AccountEvent> {
  const before = state.claims.get(claim.lineId);
  if (before && canonicalJson(before) === canonicalJson(claim)) return accepted();
  const owed = fromJson(claim.amount);
  if (!before && owed.minor === 0n) return accepted();
  const stood = before ? fromJson(before.amount) : money(0n, owed.currency);
  const change = subtract(owed, stood);
  const postings: FinancialPosting[] = [];
  if (change.minor >= 0n) {
    postings.push(
      posting(contra === '4900' ? 'R2' : 'M6', { debit: contra, credit: '2110', amount: change }),
    );
  } else {
    // What the pages to come say of the claim was approved before it was taken back: they come first.
    if (state.unfinished) return unfinishedStatement(state.unfinished);
    const back = money(-change.minor, owed.currency);
    const line = state.lines.get(claim.lineId);
    const of = (minor: bigint): Money => money(minor, owed.currency);
    const [posted, held, approved] = [line?.posted ?? 0n, line?.held ?? 0n, line?.approved ?? 0n];
    // Since the last statement more may have been taken back than no statement had said.
    const unsaid = max(of(stood.minor - posted - held - approved), of(0n));
    const unstated = min(back, unsaid);
    const fromApproved = min(subtract(back, unstated), of(approved));
    const fromHeld = min(of(back.minor - unstated.minor - fromApproved.minor), of(held));
    const rest = of(back.minor - unstated.minor - fromApproved.minor - fromHeld.minor);
    postings.push(
      posting(
        'R7a',
        { debit: '2110', credit: contra, amount: unstated },
        { debit: '2120', credit: contra, amount: fromApproved },
        { debit: '2125', credit: contra, amount: fromHeld },
      ),
      posting('R7', { debit: '1100', credit: contra, amount: rest }),
    );
  }
  return accepted({
    type: 'FundClaimPosted',
    data: {
      accountId,
      partnerId,
      book: claim.programId,
      currency: owed.currency,
      claim,
      postings: postings.filter(({ lines }) => lines.length > 0),
    },
  });
}
