import type { CustomerCandidate } from '@accord/customers';
import type { Verdict } from '../conflict-case/conflict-case';

/** Whose customer a registration's is. */
export type Resolution =
  | { readonly kind: 'new' }
  /** `match` is null where the registration was this customer's before and shares no key with it. */
  | {
      readonly kind: 'known';
      readonly customerId: string;
      readonly match: CustomerCandidate['match'] | null;
    }
  /** A person has to say which of these it is, or none. */
  | { readonly kind: 'unsure'; readonly candidates: readonly CustomerCandidate[] }
  /** People have said of several known customers that they are this one: these are to be merged. */
  | { readonly kind: 'several'; readonly customerIds: readonly string[] };

/** What makes a customer in a program: all that is known of it, or its web domain. */
export type IdentityRule = 'matcher' | 'domain';

/**
 * What was decided before comes first, then the matcher's verdict. Whoever matches and is neither the
 * customer nor decided to be another one is for a person (promise I2).
 * @param verdicts of decided cases, by customer
 * @param own the customer that the registration was found to be before
 */
export function resolveCustomer(
  candidates: readonly CustomerCandidate[],
  verdicts: ReadonlyMap<string, Verdict>,
  own: string | null,
  rule: IdentityRule,
): Resolution {
  const said = candidates
    .map(({ customerId }) => customerId)
    .filter((id) => id !== own && verdicts.get(id) === 'same-customer');
  const decided = own === null ? said : [own, ...said];
  const open = candidates.filter(
    (candidate) =>
      candidate.customerId !== own &&
      !verdicts.has(candidate.customerId) &&
      resembles(candidate, rule),
  );
  const [customerId] = decided;
  if (decided.length > 1) return { kind: 'several', customerIds: decided };
  if (customerId !== undefined) {
    if (open.length > 0) return { kind: 'unsure', candidates: open };
    const found = candidates.find((candidate) => candidate.customerId === customerId);
    return { kind: 'known', customerId, match: found?.match ?? null };
  }
  const same = open.filter((candidate) => isSame(candidate, rule));
  const [only] = same;
  if (only && open.length === 1) return { kind: 'known', ...only };
  const asked = [...same, ...open.filter((candidate) => !same.includes(candidate))];
  return asked.length > 0 ? { kind: 'unsure', candidates: asked } : { kind: 'new' };
}

/** Whether a candidate reaches the threshold at which a person is asked. */
export function resembles(
  candidate: Pick<CustomerCandidate, 'match' | 'isOther'>,
  rule: IdentityRule,
): boolean {
  if (candidate.isOther) return false;
  const { grade, relation } = candidate.match;
  return rule === 'domain' ? grade.domain === 'A' : relation !== 'DIFFERENT';
}

const isSame = ({ match }: CustomerCandidate, rule: IdentityRule): boolean =>
  rule === 'domain' ? match.grade.domain === 'A' : match.relation === 'SAME_ENTITY';
