import {
  fromJson,
  isPositive,
  maxDate,
  subtract,
  add,
  zero,
  type Currency,
  type IsoDate,
  type Money,
} from '@accord/kernel';
import type { FundEvent, MissingProofs, RequestTerms } from './fund.events';

export interface Claim {
  readonly status: 'submitted' | 'returned' | 'approved';
  readonly claimedBy: string;
  readonly amount: Money;
  readonly missing: MissingProofs;
  /** Approved and not clawed back; zero until then. */
  readonly consumed: Money;
}

/** A partner's request for money, with its claims. */
export interface FundsRequest {
  readonly status: 'requested' | 'approved' | 'rejected' | 'expired';
  readonly requestedBy: string;
  readonly activity: string;
  readonly endsOn: IsoDate;
  readonly amount: Money;
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

export const newRequest = (data: Facts<'FundsRequested'>, currency: Currency): FundsRequest => ({
  status: 'requested',
  requestedBy: data.requestedBy,
  activity: data.activity,
  endsOn: data.endsOn,
  amount: fromJson(data.amount),
  committed: zero(currency),
  terms: null,
  remindedThrough: null,
  claims: new Map(),
});

/** Folds one event of the request, after the one that made it. */
export function evolveRequest(
  request: FundsRequest,
  event: Exclude<RequestEvent, { type: 'FundsRequested' }>,
): FundsRequest {
  switch (event.type) {
    case 'FundsRequestApproved': {
      const { amount, terms } = event.data;
      return { ...request, status: 'approved', committed: fromJson(amount), terms };
    }
    case 'FundsRequestRejected':
      return { ...request, status: 'rejected' };
    case 'FundsRequestExpired': {
      const status = hasUse([...request.claims.values()]) ? request.status : 'expired';
      return { ...request, status, committed: zero(request.amount.currency) };
    }
    case 'ClaimReminderDue':
      return { ...request, remindedThrough: event.data.dueOn };
    case 'ClaimSubmitted': {
      const { claimedBy, missing } = event.data;
      const amount = fromJson(event.data.amount);
      const consumed = zero(amount.currency);
      const claim: Claim = { status: 'submitted', claimedBy, amount, missing, consumed };
      const committed = subtract(request.committed, amount);
      return withClaim({ ...request, committed }, event.data.claimId, claim);
    }
    case 'ClaimReturned': {
      const { claimId, returnedOn } = event.data;
      const claim = claimOf(request, claimId);
      const committed = add(request.committed, claim.amount);
      // Who has just been told what is missing needs no reminder of days gone by.
      const remindedThrough = latest(request.remindedThrough, returnedOn);
      const after = { ...request, committed, remindedThrough };
      return withClaim(after, claimId, { ...claim, status: 'returned' });
    }
    case 'ClaimApproved': {
      const { claimId } = event.data;
      const claim = claimOf(request, claimId);
      const consumed = fromJson(event.data.amount);
      const committed = add(request.committed, subtract(claim.amount, consumed));
      return withClaim({ ...request, committed }, claimId, {
        ...claim,
        status: 'approved',
        consumed,
      });
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
