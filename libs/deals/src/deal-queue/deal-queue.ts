import { compareDates, isoDate, type IsoDate } from '@accord/kernel';
import { match, registrableDomain } from '@accord/customers';
import type { ProgramRules } from '@accord/programs';
import { isMereBidder } from '../approve-deal/approval-bars';
import type { Registration } from '../deal';
import { overlaps, scopeOf } from '../exclusivity/scope';

/** A registration as it stands at one log position. */
export interface Claimant {
  readonly registration: Registration;
  /** Place among all: the log position of the registration. */
  readonly position: bigint;
  readonly status: string;
  /** Whether sales have reported the opportunity that it names. */
  readonly isReported: boolean;
  /** The customers of other registrations that name it. */
  readonly opportunityOf: readonly string[];
  readonly customerId: string | null;
  /** First day of its protection; stays when that has ended. */
  readonly approvedOn: string | null;
  /** Last day of its protection. */
  readonly expiresOn: string | null;
}

/** What a person has decided about a registration and a customer. */
export interface DecidedCase {
  readonly dealId: string;
  readonly customerId: string;
  readonly verdict: string;
}

/** Those that want what one registration wants. */
export interface Queue {
  readonly holders: readonly Claimant[];
  /** Those that are approved, and those that once were. */
  readonly approved: readonly Claimant[];
  /**
   * In order of submission, the registration itself among them while it waits. A bidder who can never be
   * approved waits for nothing.
   */
  readonly waiting: readonly Claimant[];
}

const isWaiting = ({ status }: Claimant): boolean => status === 'pending' || status === 'returned';
const isHolding = ({ status, expiresOn }: Claimant, on: IsoDate): boolean =>
  status === 'approved' && expiresOn !== null && compareDates(on, isoDate(expiresOn)) <= 0;

/**
 * Who holds and who waits for the scope that a registration asks for, of one customer.
 * GitLab, Working with GitLab: if an engagement dissolves the other registrations are reconsidered in
 * order of submission; what is resubmitted is a new submission.
 * @param others registrations that share a key with it
 * @param on business date on which protections hold or have run out
 */
export function queueOf(
  own: Claimant,
  others: readonly Claimant[],
  cases: readonly DecidedCase[],
  rules: ProgramRules,
  on: IsoDate,
): Queue {
  const isSame = (a: Claimant, b: Claimant): boolean => isOne(a, b, cases, rules);
  // Who is one customer with it by a merge need not resemble it, but then resembles one of these.
  const home =
    own.customerId ??
    others.find((other) => other.customerId !== null && isSame(own, other))?.customerId ??
    null;
  const ours = home === null ? [] : others.filter(({ customerId }) => customerId === home);
  // What is another customer's tells this one's apart from none.
  const scopeHere = ({ registration, isReported, opportunityOf }: Claimant) =>
    scopeOf(rules, registration, isReported && opportunityOf.every((one) => one === home));
  const scope = scopeHere(own);
  if (scope === null) return { holders: [], approved: [], waiting: [] };
  const rivals = others.filter((other) => {
    if (other.registration.programId !== own.registration.programId) return false;
    const theirs = scopeHere(other);
    if (theirs === null || !overlaps(scope, theirs)) return false;
    return [own, ...ours].some((one) => one === other || isSame(one, other));
  });
  return {
    holders: [own, ...rivals].filter((one) => isHolding(one, on)),
    approved: [own, ...rivals].filter(({ approvedOn }) => approvedOn !== null),
    waiting: [own, ...rivals]
      .filter((one) => isWaiting(one) && !isMereBidder(rules, one.registration))
      .toSorted((a, b) => (a.position < b.position ? -1 : 1)),
  };
}

const FOLLOWS: readonly string[] = ['approved', 'expired', 'won'];

/** Whether a registration's protection ended and another one of its queue was approved since. */
export const isFollowed = (own: Claimant, { approved }: Queue): boolean =>
  approved.some(
    ({ status, approvedOn }) =>
      FOLLOWS.includes(status) &&
      own.approvedOn !== null &&
      approvedOn !== null &&
      compareDates(isoDate(own.approvedOn), isoDate(approvedOn)) < 0,
  );

/** One customer: by a decided case, by the customer resolved for both, else by what makes it in this program. */
function isOne(
  a: Claimant,
  b: Claimant,
  cases: readonly DecidedCase[],
  { exclusivity }: ProgramRules,
): boolean {
  const verdict = verdictOf(a, b, cases) ?? verdictOf(b, a, cases);
  if (verdict !== undefined) return verdict === 'same-customer';
  if (a.customerId !== null && b.customerId !== null) return a.customerId === b.customerId;
  const [left, right] = [a.registration.claim, b.registration.claim];
  switch (exclusivity.identity ?? 'matcher') {
    case 'domain': {
      const domain = registrableDomain(left.domain);
      return domain !== undefined && domain === registrableDomain(right.domain);
    }
    case 'matcher':
      return match(left, right).relation === 'SAME_ENTITY';
  }
}

const verdictOf = (
  { registration: { dealId } }: Claimant,
  { customerId }: Claimant,
  cases: readonly DecidedCase[],
): string | undefined =>
  cases.find((one) => one.dealId === dealId && one.customerId === customerId)?.verdict;
