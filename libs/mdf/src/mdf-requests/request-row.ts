import { fromJson, subtract, toJson, type MoneyJson, type Recorded, debited } from '@accord/kernel';
import type {
  CostPart,
  FundEvent,
  MissingProofs,
  Proof,
  Refund,
  RequestTerms,
} from '../fund.events';
import { postingOf } from '../fund-balances';
import { hasUse } from '../funds-request';

export interface ClaimEntry {
  readonly claimId: string;
  readonly status: 'submitted' | 'returned' | 'approved';
  readonly claimedOn: string;
  readonly cost: MoneyJson;
  readonly eligible: MoneyJson;
  readonly costs: readonly CostPart[];
  readonly proofs: readonly Proof[];
  readonly amount: MoneyJson;
  /** Approved for payment; null until then. */
  readonly approved: MoneyJson | null;
  /** Approved less clawed back, and what of it somebody else owes; null until then, or where nobody does. */
  readonly consumed: MoneyJson | null;
  readonly refund: Refund | null;
  readonly missing: MissingProofs;
  /** What the partner was told about the last decision. */
  readonly publicNote: string | null;
}

/** A request for money as lists show it, amounts in minor units. */
export interface RequestRow {
  readonly fund_id: string;
  readonly request_id: string;
  /** Log position of the request. */
  readonly position: bigint;
  readonly partner_id: string;
  readonly status: 'requested' | 'approved' | 'rejected' | 'expired';
  readonly activity: string;
  readonly market: string | null;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly requested_on: string;
  readonly decide_by: string;
  readonly claim_by: string | null;
  readonly first_claim_by: string | null;
  /** Share of the cost that the vendor pays, and who gives back which part; null before the approval. */
  readonly share: string | null;
  readonly refund: RequestTerms['refund'];
  readonly currency: string;
  readonly cost_minor: bigint;
  readonly amount_minor: bigint;
  readonly approved_minor: bigint | null;
  readonly committed_minor: bigint;
  readonly claimed_minor: bigint;
  readonly consumed_minor: bigint;
  readonly claims: readonly ClaimEntry[];
  readonly public_note: string | null;
}

/** Folds one event of the request into its row. */
export function foldRequest(
  row: RequestRow | undefined,
  event: Recorded<FundEvent>,
  [fund_id = '']: readonly string[],
): RequestRow | null {
  if (event.type === 'FundsRequested') return requestedRow(event, fund_id);
  if (!row) throw new Error(`${event.type} before the money was requested`);
  const posting = postingOf(event);
  const after = posting
    ? {
        ...row,
        committed_minor: row.committed_minor + debited(posting, 'B40'),
        claimed_minor: row.claimed_minor + debited(posting, 'B50'),
        consumed_minor: row.consumed_minor + debited(posting, 'B60'),
      }
    : row;
  switch (event.type) {
    case 'FundsRequestApproved': {
      const { amount, terms } = event.data;
      const approved_minor = fromJson(amount).minor;
      return { ...after, status: 'approved', approved_minor, ...termsIn(terms) };
    }
    case 'FundsRequestReallocated': {
      const { activity, cost, startsOn, endsOn, terms } = event.data;
      const days = { starts_on: startsOn, ends_on: endsOn, ...termsIn(terms) };
      return { ...after, activity, cost_minor: fromJson(cost).minor, ...days };
    }
    case 'FundsRequestRejected':
      return { ...after, status: 'rejected', public_note: event.data.publicReason };
    case 'FundsRequestExpired':
      return { ...after, status: hasUse(after.claims) ? after.status : 'expired' };
    case 'ClaimSubmitted': {
      const { claimId, claimedOn, cost, eligible, costs, amount, proofs, missing } = event.data;
      const claim = { claimId, claimedOn, cost, eligible, costs, amount, proofs, missing };
      const undecided = { approved: null, consumed: null, refund: null, publicNote: null };
      const entry: ClaimEntry = { ...claim, status: 'submitted', ...undecided };
      return { ...after, claims: [...after.claims, entry] };
    }
    case 'ClaimReturned':
      return withClaim(after, event.data.claimId, {
        status: 'returned',
        publicNote: event.data.publicReason,
      });
    case 'ClaimApproved':
      return withClaim(after, event.data.claimId, {
        status: 'approved',
        approved: event.data.amount,
        consumed: event.data.amount,
        refund: event.data.refund,
      });
    case 'ClaimClawedBack': {
      const { claimId, amount, refund, publicReason: publicNote } = event.data;
      const claim = after.claims.find((one) => one.claimId === claimId);
      const consumed = claim?.consumed && lessened(claim.consumed, amount);
      const owed =
        claim?.refund && refund
          ? { ...claim.refund, amount: lessened(claim.refund.amount, refund.amount) }
          : null;
      return withClaim(after, claimId, { publicNote, consumed: consumed ?? null, refund: owed });
    }
    case 'ClaimReminderDue':
    case 'FundOpened':
    case 'FundAllocated':
    case 'FundTakenOver':
    case 'CoopAccrued':
    case 'CoopNotAccrued':
    case 'CoopRevised':
    case 'CoopTakenBack':
    case 'CoopSettled':
    case 'FundCut':
    case 'FundTransferSent':
    case 'FundTransferReceived':
    case 'FundTransferRefused':
    case 'FundTransferReturned':
    case 'CreditsExpired':
    case 'FundClosed':
      return after;
  }
}

type Requested = Extract<Recorded<FundEvent>, { type: 'FundsRequested' }>;

const termsIn = ({
  claimBy: claim_by,
  firstClaimBy: first_claim_by,
  share,
  refund,
}: RequestTerms) => ({
  claim_by,
  first_claim_by,
  share,
  refund,
});

const lessened = (amount: MoneyJson, by: MoneyJson): MoneyJson =>
  toJson(subtract(fromJson(amount), fromJson(by)));

const requestedRow = ({ data, position }: Requested, fund_id: string): RequestRow => ({
  fund_id,
  request_id: data.requestId,
  position,
  partner_id: data.partnerId,
  status: 'requested',
  activity: data.activity,
  market: data.market,
  starts_on: data.startsOn,
  ends_on: data.endsOn,
  requested_on: data.requestedOn,
  decide_by: data.decideBy,
  claim_by: null,
  first_claim_by: null,
  share: null,
  refund: null,
  currency: data.amount.currency,
  cost_minor: fromJson(data.cost).minor,
  amount_minor: fromJson(data.amount).minor,
  approved_minor: null,
  committed_minor: 0n,
  claimed_minor: 0n,
  consumed_minor: 0n,
  claims: [],
  public_note: null,
});

const withClaim = (row: RequestRow, claimId: string, change: Partial<ClaimEntry>): RequestRow => ({
  ...row,
  claims: row.claims.map((claim) => (claim.claimId === claimId ? { ...claim, ...change } : claim)),
});
