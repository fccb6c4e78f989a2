import { accepted, rejected, type Decision, posting } from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { releasedTo, requestIn } from '../refusals';

export interface RejectRequest {
  readonly requestId: string;
  readonly publicReason: string;
}

/** Says no and releases what was reserved (M4). */
export function rejectRequest(
  state: Fund,
  { requestId, publicReason }: RejectRequest,
): Decision<FundEvent> {
  const found = requestIn(state, requestId);
  if (!('fund' in found)) return found;
  const { fund, request } = found;
  if (request.status !== 'requested') {
    return rejected('request-not-open', `The request is ${request.status}`);
  }
  const { amount } = request;
  return accepted({
    type: 'FundsRequestRejected',
    data: {
      requestId,
      publicReason,
      posting: posting('M4', { debit: releasedTo(fund), credit: 'B30', amount }),
    },
  });
}
