import {
  accepted,
  canonicalJson,
  fromJson,
  min,
  money,
  posting,
  subtract,
  type Decision,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { FinancialPosting } from '../account/financial-posting';
import type { ClaimLine } from '../statement/statement-line';

export interface PostClaim {
  readonly accountId: string;
  readonly partnerId: string;
  readonly claim: ClaimLine;
}

/**
 * Books the financial side of a claim on a fund by target: more is earned, or what was too much is
 * taken from what is on no statement yet and, for the rest, owed by the partner (M6, R7a, R7).
 */
export function postClaim(
  state: Account,
  { accountId, partnerId, claim }: PostClaim,
): Decision<AccountEvent> {
  const before = state.claims.get(claim.lineId);
  if (before && canonicalJson(before) === canonicalJson(claim)) return accepted();
  const owed = fromJson(claim.amount);
  const stood = before ? fromJson(before.amount) : money(0n, owed.currency);
  const change = subtract(owed, stood);
  const postings: FinancialPosting[] = [];
  if (change.minor >= 0n) {
    postings.push(posting('M6', { debit: '4910', credit: '2110', amount: change }));
  } else {
    const back = money(-change.minor, owed.currency);
    const onStatements = money(state.lines.get(claim.lineId)?.posted ?? 0n, owed.currency);
    const unstated = min(back, subtract(stood, onStatements));
    const rest = subtract(back, unstated);
    postings.push(posting('R7a', { debit: '2110', credit: '4910', amount: unstated }));
    postings.push(posting('R7', { debit: '1100', credit: '4910', amount: rest }));
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
