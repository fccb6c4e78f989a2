import { fromJson } from '@accord/kernel';
import type { Account } from '../account/account';

/**
 * What was taken back of claims after statements had said it, and no statement has said so yet. The payee owes
 * it whole until then: the statement gives back the tax that was kept back of it.
 * @returns in minor units
 */
export const claimsAwaitingStatement = ({
  claims,
  lines,
}: Pick<Account, 'claims' | 'lines'>): bigint =>
  [...claims].reduce((so, [lineId, claim]) => {
    const back = (lines.get(lineId)?.posted ?? 0n) - fromJson(claim.amount).minor;
    return back > 0n ? so + back : so;
  }, 0n);
