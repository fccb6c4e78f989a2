import {
  accepted,
  isAfter,
  isPositive,
  type Decision,
  type IsoDate,
  posting,
} from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { claimDeadline } from '../funds-request';
import { requestIn } from '../refusals';

export interface ExpireRequest {
  readonly requestId: string;
  readonly on: IsoDate;
  /** Whether the partner has claimed for no other request so far, in whatever fund. */
  readonly firstClaim: boolean;
}

/** What is still committed after the last day for a claim expires (M8); a claim under review stays. */
export function expireRequest(
  state: Fund,
  { requestId, on, firstClaim }: ExpireRequest,
): Decision<FundEvent> {
  const found = requestIn(state, requestId);
  if (!('fund' in found)) return found;
  const { committed: amount } = found.request;
  const deadline = claimDeadline(found.request, { firstClaim });
  if (!deadline || !isAfter(on, deadline) || !isPositive(amount)) return accepted();
  return accepted({
    type: 'FundsRequestExpired',
    data: {
      requestId,
      cause: 'unclaimed',
      expiredOn: on,
      posting: posting('M8', { debit: 'B70', credit: 'B40', amount }),
    },
  });
}
