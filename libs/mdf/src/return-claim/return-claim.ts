import { accepted, rejected, subtract, type Decision, type IsoDate, posting } from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { claimIn, releasedTo } from '../refusals';

export interface ReturnClaim {
  readonly requestId: string;
  readonly claimId: string;
  readonly publicReason: string;
  readonly on: IsoDate;
}

/**
 * Gives a claim back with the list of what it lacks; its money is committed again, what lay above the
 * commitment is the fund's, and the partner may claim anew until the deadline (M7).
 */
export function returnClaim(
  state: Fund,
  { requestId, claimId, publicReason, on }: ReturnClaim,
): Decision<FundEvent> {
  const found = claimIn(state, { requestId, claimId });
  if (!('fund' in found)) return found;
  const { status, missing, amount, excess } = found.claim;
  if (status !== 'submitted') return rejected('claim-not-open', `The claim is ${status}`);
  return accepted({
    type: 'ClaimReturned',
    data: {
      requestId,
      claimId,
      missing,
      publicReason,
      returnedOn: on,
      posting: posting(
        'M7',
        { debit: 'B40', credit: 'B50', amount: subtract(amount, excess) },
        { debit: releasedTo(found.fund), credit: 'B50', amount: excess },
      ),
    },
  });
}
