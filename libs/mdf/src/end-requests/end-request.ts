import { add, type IsoDate, type Money, posting } from '@accord/kernel';
import type { KnownFund } from '../fund';
import type { FundEvent } from '../fund.events';
import type { FundsRequest } from '../funds-request';
import { releasedTo } from '../refusals';

/**
 * Ends a request that is not decided or not claimed for good, whatever its days say: claims under review
 * go back first. What was paid stays.
 * @param publicReason what the partner is told of claims that go back
 * @returns nothing when there is nothing left to end
 */
export function endRequest(
  fund: KnownFund,
  [requestId, request]: readonly [string, FundsRequest],
  cause: 'agreement-ended' | 'false-claim',
  publicReason: string,
  on: IsoDate,
): FundEvent[] {
  const end = (account: 'B30' | 'B40', debit: 'B20' | 'B70', amount: Money): FundEvent => ({
    type: 'FundsRequestExpired',
    data: {
      requestId,
      cause,
      expiredOn: on,
      posting: posting('M8', { debit, credit: account, amount }),
    },
  });
  if (request.status === 'requested') {
    return [end('B30', fund.status === 'open' ? 'B20' : 'B70', request.amount)];
  }
  if (request.status !== 'approved') return [];
  const open = [...request.claims].filter(([, { status }]) => status === 'submitted');
  const returned = open.map(([claimId, { missing, amount, excess }]): FundEvent => ({
    type: 'ClaimReturned',
    data: {
      requestId,
      claimId,
      missing,
      publicReason,
      returnedOn: on,
      posting: posting(
        'M7',
        { debit: 'B40', credit: 'B50', amount: { ...amount, minor: amount.minor - excess.minor } },
        { debit: releasedTo(fund), credit: 'B50', amount: excess },
      ),
    },
  }));
  const left = open.reduce(
    (so, [, { amount, excess }]) => add(so, { ...amount, minor: amount.minor - excess.minor }),
    request.committed,
  );
  return left.minor === 0n ? returned : [...returned, end('B40', 'B70', left)];
}
