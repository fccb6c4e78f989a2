import {
  accepted,
  isAfter,
  isBefore,
  min,
  ratio,
  rejected,
  rejectedFor,
  round,
  times,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
  posting,
} from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent, Proof } from '../fund.events';
import { claimDeadline } from '../funds-request';
import { amountFaults, limitFaults, requestIn } from '../refusals';
import { missingProofs } from './missing-proofs';

export interface SubmitClaim {
  readonly requestId: string;
  readonly claimId: string;
  /** What the activity has cost, without what the program excludes. */
  readonly cost: Money;
  /** What is claimed; null: all that share and approval allow. */
  readonly amount: Money | null;
  readonly proofs: readonly Proof[];
}

export interface ClaimFacts {
  readonly on: IsoDate;
  readonly claimedBy: string;
  /** Whether the partner has claimed for no other request so far, in whatever fund. */
  readonly firstClaim: boolean;
}

/**
 * Claims the vendor's share of what the activity has cost, at most what is still committed (M5). An
 * incomplete claim is taken, so that the deadline is kept, but cannot be approved.
 */
export function submitClaim(
  state: Fund,
  { requestId, claimId, cost, amount, proofs }: SubmitClaim,
  { on, claimedBy, firstClaim }: ClaimFacts,
): Decision<FundEvent> {
  const found = requestIn(state, requestId);
  if (!('fund' in found)) return found;
  const { fund, request } = found;
  const { terms, endsOn, committed } = request;
  const deadline = claimDeadline(request, { firstClaim });
  if (!terms || !deadline) return rejected('request-not-approved', 'The request is not approved');
  if (request.claims.has(claimId)) {
    return rejected('claim-exists', `Claim "${claimId}" stands already`, 'claimId');
  }
  if (isBefore(on, endsOn)) {
    return rejected('activity-not-over', `The activity ends on ${endsOn}`);
  }
  if (isAfter(on, deadline)) {
    return rejected('claim-too-late', `The last day for a claim was ${deadline}`);
  }
  const faults = [
    ...amountFaults(fund, cost, 'cost'),
    ...(amount ? amountFaults(fund, amount) : []),
  ];
  if (faults.length > 0) return rejectedFor(faults);
  const share = round(times(cost, ratio(terms.share)), terms.rounding);
  const claimed = amount ?? min(share, committed);
  const above = [
    ...limitFaults(claimed, share, 'above-share', `${terms.share} of the cost`),
    ...limitFaults(claimed, committed, 'above-commitment', 'is still committed'),
    ...amountFaults(fund, claimed),
  ];
  if (above.length > 0) return rejectedFor(above);
  return accepted({
    type: 'ClaimSubmitted',
    data: {
      requestId,
      claimId,
      partnerId: fund.partnerId,
      cost: toJson(cost),
      amount: toJson(claimed),
      proofs,
      missing: missingProofs(terms, proofs),
      claimedOn: on,
      claimedBy,
      posting: posting('M5', { debit: 'B50', credit: 'B40', amount: claimed }),
    },
  });
}
