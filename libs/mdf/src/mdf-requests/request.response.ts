import { currency, formatAmount, fromJson, money, subtract } from '@accord/kernel';
import type { ClaimEntry, RequestRow } from './request-row';

/** Proofs that a claim lacks. */
export class MissingProofsBody {
  /** Each of these. */
  required: string[];
  /** At least one of these. */
  oneOf: string[];
}

/** A part of what an activity has cost. */
export class CostPartBody {
  category: string;
  amount: string;
  /** Whether it is co-funded. */
  eligible: boolean;
}

/** A document that proves something. */
export class ProofBody {
  kind: string;
  sha256: string;
}

/** Who gives back a part of what the vendor pays, by the terms of the approval. */
export class RefundTermsBody {
  party: string;
  /** Of the eligible cost, as the program writes it. */
  share: string;
}

/** What of an approved claim somebody else gives back to the vendor. */
export class ClaimRefundBody {
  party: string;
  amount: string;
}

export class ClaimBody {
  claimId: string;
  status: string;
  claimedOn: string;
  cost: string;
  /** What of the cost is co-funded. */
  eligible: string;
  costs: CostPartBody[];
  amount: string;
  proofs: ProofBody[];
  /** Approved for payment; null until then. */
  approved: string | null;
  /** Approved less clawed back, whoever refunds a part of it; null until it is approved. */
  gross: string | null;
  /** What the vendor bears of it: gross less the refund. */
  net: string | null;
  /** Null: nobody refunds a part of it. */
  refund: ClaimRefundBody | null;
  missing: MissingProofsBody;
  publicNote: string | null;
}

/** A request for money with its claims. */
export class FundsRequestBody {
  fundId: string;
  requestId: string;
  /** Log position of the request. */
  position: string;
  partnerId: string;
  status: string;
  activity: string;
  market: string | null;
  startsOn: string;
  endsOn: string;
  requestedOn: string;
  /** Day by which the program promises a decision. */
  decideBy: string;
  /** Last day for a claim; null before the approval. */
  claimBy: string | null;
  /** Last day when it is the partner's first claim ever. */
  firstClaimBy: string | null;
  /** Share of the eligible cost that the vendor pays, as the program writes it; null before the approval. */
  share: string | null;
  /** Null: nobody refunds a part of it, or it is not approved. */
  refund: RefundTermsBody | null;
  currency: string;
  cost: string;
  amount: string;
  approved: string | null;
  committed: string;
  claimed: string;
  consumed: string;
  claims: ClaimBody[];
  publicNote: string | null;
}

export function requestBody(row: RequestRow): FundsRequestBody {
  const text = (minor: bigint): string => formatAmount(money(minor, currency(row.currency)));
  return {
    fundId: row.fund_id,
    requestId: row.request_id,
    position: row.position.toString(),
    partnerId: row.partner_id,
    status: row.status,
    activity: row.activity,
    market: row.market,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    requestedOn: row.requested_on,
    decideBy: row.decide_by,
    claimBy: row.claim_by,
    firstClaimBy: row.first_claim_by,
    share: row.share,
    refund: row.refund && { ...row.refund },
    currency: row.currency,
    cost: text(row.cost_minor),
    amount: text(row.amount_minor),
    approved: row.approved_minor === null ? null : text(row.approved_minor),
    committed: text(row.committed_minor),
    claimed: text(row.claimed_minor),
    consumed: text(row.consumed_minor),
    claims: row.claims.map(claimBody),
    publicNote: row.public_note,
  };
}

const claimBody = ({ missing, consumed, refund, ...claim }: ClaimEntry): ClaimBody => ({
  ...claim,
  gross: consumed && formatAmount(fromJson(consumed)),
  net:
    consumed &&
    formatAmount(
      refund ? subtract(fromJson(consumed), fromJson(refund.amount)) : fromJson(consumed),
    ),
  refund: refund && { party: refund.party, amount: formatAmount(fromJson(refund.amount)) },
  cost: formatAmount(fromJson(claim.cost)),
  eligible: formatAmount(fromJson(claim.eligible)),
  costs: claim.costs.map((part) => ({ ...part, amount: formatAmount(fromJson(part.amount)) })),
  proofs: [...claim.proofs],
  amount: formatAmount(fromJson(claim.amount)),
  approved: claim.approved && formatAmount(fromJson(claim.approved)),
  missing: { required: [...missing.required], oneOf: [...missing.oneOf] },
});
