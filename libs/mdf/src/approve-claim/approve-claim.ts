import {
  accepted,
  min,
  rejected,
  rejectedFor,
  subtract,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
  posting,
} from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { refundBetween } from '../refund-of';
import { amountFaults, claimIn, limitFaults, releasedTo } from '../refusals';
import { isComplete, missingText } from '../submit-claim/missing-proofs';

export interface ApproveClaim {
  readonly requestId: string;
  readonly claimId: string;
  /** What is to be paid. */
  readonly amount: Money;
}

export interface ClaimApprovalFacts {
  readonly on: IsoDate;
  readonly approvedBy: string;
}

/**
 * Consumes up to what was claimed. The rest goes back where it came from: first what lay above the
 * commitment, to the fund; then to the commitment, where it may be claimed until the deadline (M6, M7).
 * What somebody else refunds of it, by the terms of the request, is owed from now on.
 */
export function approveClaim(
  state: Fund,
  { requestId, claimId, amount }: ApproveClaim,
  { on, approvedBy }: ClaimApprovalFacts,
): Decision<FundEvent> {
  const found = claimIn(state, { requestId, claimId });
  if (!('fund' in found)) return found;
  const { fund, request, claim } = found;
  if (claim.status !== 'submitted') {
    return rejected('claim-not-open', `The claim is ${claim.status}`);
  }
  if (claim.claimedBy === approvedBy) {
    return rejected('same-person', 'Somebody else than the one who claimed must approve');
  }
  if (!isComplete(claim.missing)) {
    return rejected('proofs-missing', `Not payable without: ${missingText(claim.missing)}`);
  }
  const faults = amountFaults(fund, amount);
  if (faults.length > 0) return rejectedFor(faults);
  const above = limitFaults(amount, claim.amount, 'above-claim', 'was claimed');
  if (above.length > 0) return rejectedFor(above);
  const rest = subtract(claim.amount, amount);
  const excess = min(rest, claim.excess);
  return accepted({
    type: 'ClaimApproved',
    data: {
      requestId,
      claimId,
      partnerId: request.partnerId,
      amount: toJson(amount),
      refund: refundBetween(request.terms, claim.consumed, amount),
      approvedOn: on,
      posting: posting(
        'M6',
        { debit: 'B60', credit: 'B50', amount },
        { debit: 'B40', credit: 'B50', amount: subtract(rest, excess) },
        { debit: releasedTo(fund), credit: 'B50', amount: excess },
      ),
    },
  });
}
