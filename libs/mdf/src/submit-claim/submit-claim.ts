import {
  accepted,
  fromJson,
  isAfter,
  isBefore,
  max,
  min,
  money,
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
import type { FundEvent, Proof } from '../fund.events';
import { claimDeadline } from '../funds-request';
import { amountFaults, requestIn, unknownEvidence } from '../refusals';
import { claimLimits, claimable, claimedFaults } from './claim-limits';
import { costFaults, eligibleOf, partsOf, type Cost } from './claim-costs';
import { missingProofs } from './missing-proofs';

export interface SubmitClaim {
  readonly requestId: string;
  readonly claimId: string;
  readonly cost: Money;
  readonly costs: readonly Cost[];
  /** What is claimed; null: all that share and approval allow. */
  readonly amount: Money | null;
  readonly proofs: readonly Proof[];
}

export interface ClaimFacts {
  readonly on: IsoDate;
  readonly claimedBy: string;
  /** Whether the partner has claimed for no other request so far, in whatever fund. */
  readonly firstClaim: boolean;
  /** Those of the proofs' hashes under which the partner has sent a document. */
  readonly evidence: ReadonlySet<string>;
}

/**
 * Claims the vendor's share of what the activity has cost, at most what is still committed and what the
 * program tolerates above it (M5). An incomplete claim is taken, so that the deadline is kept, but
 * cannot be approved.
 */
export function submitClaim(
  state: Fund,
  { requestId, claimId, cost, costs, amount, proofs }: SubmitClaim,
  { on, claimedBy, firstClaim, evidence }: ClaimFacts,
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
    ...costFaults(cost, costs),
    ...unknownEvidence(proofs, evidence),
  ];
  if (faults.length > 0) return rejectedFor(faults);
  const eligible = eligibleOf(cost, costs, terms);
  const limits = claimLimits(fund, request, terms, eligible, on);
  const claimed = amount ?? claimable(limits);
  const above = claimedFaults(claimed, limits, terms.minClaim && fromJson(terms.minClaim));
  if (above.length > 0) return rejectedFor(above);
  const ofCommitment = min(claimed, committed);
  const excess = max(subtract(claimed, committed), money(0n, claimed.currency));
  return accepted({
    type: 'ClaimSubmitted',
    data: {
      requestId,
      claimId,
      partnerId: request.partnerId,
      cost: toJson(cost),
      eligible: toJson(eligible),
      costs: partsOf(costs, terms),
      amount: toJson(claimed),
      proofs,
      missing: missingProofs(terms, proofs),
      claimedOn: on,
      claimedBy,
      posting: posting(
        'M5',
        { debit: 'B50', credit: 'B40', amount: ofCommitment },
        { debit: 'B50', credit: 'B20', amount: excess },
      ),
    },
  });
}
