import {
  debited,
  isPositive,
  fromJson,
  maxDate,
  money,
  subtract,
  type IsoDate,
  type Money,
} from '@accord/kernel';
import { postingOf } from './fund-balances';
import type { FundEvent, MissingProofs, RequestTerms } from './fund.events';

export interface Claim {
  readonly status: 'submitted' | 'returned' | 'approved';
  readonly claimedBy: string;
  readonly amount: Money;
  /** What of it lies above the commitment and came from what the fund had available. */
  readonly excess: Money;
  readonly missing: MissingProofs;
  /** Approved and not clawed back; zero until then. */
  readonly consumed: Money;
}

/** A partner's request for money, with its claims. */
export interface FundsRequest {
  readonly status: 'requested' | 'approved' | 'rejected' | 'expired';
  readonly partnerId: string;
  readonly requestedBy: string;
  readonly activity: string;
  /** Planned cost of the whole activity. */
  readonly cost: Money;
  readonly endsOn: IsoDate;
  readonly outsideTarget: boolean;
  /** What was asked for. */
  readonly amount: Money;
  /** What the request holds of the fund's money: reserved, committed, claimed or consumed. */
  readonly held: Money;
  /** What was approved; zero before. */
  readonly approved: Money;
  /** Approved and neither claimed nor expired. */
  readonly committed: Money;
  /** Fixed at the approval; null before. */
  readonly terms: RequestTerms | null;
  /** Reminders up to this day are done with; null before the first. */
  readonly remindedThrough: IsoDate | null;
  readonly claims: ReadonlyMap<string, Claim>;
}

type Facts<T extends FundEvent['type']> = Extract<FundEvent, { type: T }>['data'];
export type RequestEvent = Extract<FundEvent, { data: { requestId: string } }>;

export function newRequest(data: Facts<'FundsRequested'>): FundsRequest {
  const amount = fromJson(data.amount);
  const nothing = money(0n, amount.currency);
  return {
    status: 'requested',
    partnerId: data.partnerId,
    requestedBy: data.requestedBy,
    activity: data.activity,
    cost: fromJson(data.cost),
    endsOn: data.endsOn,
    outsideTarget: data.outsideTarget,
    amount,
    held: amount,
    approved: nothing,
    committed: nothing,
    terms: null,
    remindedThrough: null,
    claims: new Map(),
  };
}

/** Folds one event of the request, after the one that made it. */
export function evolveRequest(
  request: FundsRequest,
  event: Exclude<RequestEvent, { type: 'FundsRequested' }>,
): FundsRequest {
  return evolveFacts(withMoney(request, event), event);
}

function withMoney(request: FundsRequest, event: RequestEvent): FundsRequest {
  const posting = postingOf(event);
  if (!posting) return request;
  const { currency } = request.amount;
  const held = (['B30', 'B40', 'B50', 'B60'] as const).reduce(
    (so, account) => so + debited(posting, account),
    request.held.minor,
  );
  const committed = request.committed.minor + debited(posting, 'B40');
  return { ...request, held: money(held, currency), committed: money(committed, currency) };
}

function evolveFacts(
  request: FundsRequest,
  event: Exclude<RequestEvent, { type: 'FundsRequested' }>,
): FundsRequest {
  switch (event.type) {
    case 'FundsRequestApproved': {
      const { amount, terms } = event.data;
      return { ...request, status: 'approved', approved: fromJson(amount), terms };
    }
    case 'FundsRequestReallocated': {
      const { activity, cost, endsOn, terms } = event.data;
      return { ...request, activity, cost: fromJson(cost), endsOn, terms, remindedThrough: null };
    }
    case 'FundsRequestRejected':
      return { ...request, status: 'rejected' };
    case 'FundsRequestExpired':
      return hasUse([...request.claims.values()]) ? request : { ...request, status: 'expired' };
    case 'ClaimReminderDue':
      return { ...request, remindedThrough: event.data.dueOn };
    case 'ClaimSubmitted': {
      const { claimId, claimedBy, missing, posting } = event.data;
      const amount = fromJson(event.data.amount);
      const excess = money(-debited(posting, 'B20'), amount.currency);
      const consumed = money(0n, amount.currency);
      const claim: Claim = { status: 'submitted', claimedBy, amount, excess, missing, consumed };
      return withClaim(request, claimId, claim);
    }
    case 'ClaimReturned': {
      const { claimId, returnedOn } = event.data;
      // Who has just been told what is missing needs no reminder of days gone by.
      const remindedThrough = latest(request.remindedThrough, returnedOn);
      const claim = claimOf(request, claimId);
      return withClaim({ ...request, remindedThrough }, claimId, { ...claim, status: 'returned' });
    }
    case 'ClaimApproved': {
      const { claimId } = event.data;
      const claim = claimOf(request, claimId);
      const consumed = fromJson(event.data.amount);
      return withClaim(request, claimId, { ...claim, status: 'approved', consumed });
    }
    case 'ClaimClawedBack': {
      const { claimId } = event.data;
      const claim = claimOf(request, claimId);
      const consumed = subtract(claim.consumed, fromJson(event.data.amount));
      return withClaim(request, claimId, { ...claim, consumed });
    }
  }
}

/** Whether money was or may be paid: only the rest of such a request expires. */
export const hasUse = (claims: readonly Pick<Claim, 'status'>[]): boolean =>
  claims.some(({ status }) => status !== 'returned');

const withClaim = (request: FundsRequest, claimId: string, claim: Claim): FundsRequest => ({
  ...request,
  claims: new Map(request.claims).set(claimId, claim),
});

const latest = (a: IsoDate | null, b: IsoDate): IsoDate => (a === null ? b : maxDate(a, b));

function claimOf({ claims }: FundsRequest, claimId: string): Claim {
  const claim = claims.get(claimId);
  if (!claim) throw new Error(`Claim "${claimId}" was decided before it was submitted`);
  return claim;
}

/**
 * @returns the next day on which the partner is to be reminded; undefined when there is none: nothing
 *   is left to claim, or a claim is under review or approved
 */
export function nextReminder({
  terms,
  committed,
  remindedThrough,
  claims,
}: FundsRequest): IsoDate | undefined {
  if (!isPositive(committed) || hasUse([...claims.values()])) return undefined;
  return terms?.remindOn.find((day) => remindedThrough === null || day > remindedThrough);
}

/** @returns the last day for a claim; undefined before the approval */
export const claimDeadline = (
  { terms }: FundsRequest,
  { firstClaim }: { readonly firstClaim: boolean },
): IsoDate | undefined => (firstClaim ? terms?.firstClaimBy : terms?.claimBy);
