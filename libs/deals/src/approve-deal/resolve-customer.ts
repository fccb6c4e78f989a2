import type { CustomerCandidate } from '@accord/customers';
import type { Verdict } from '../conflict-case/conflict-case';

/** Whose customer a registration's is. */
export type Resolution =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly candidate: CustomerCandidate }
  /** A person has to say which of these it is, or none. */
  | { readonly kind: 'unsure'; readonly candidates: readonly CustomerCandidate[] };

/**
 * Decided cases come first, then the matcher's verdict. Anything short of one clear customer, or none
 * at all, is for a person (promise I2).
 * @param verdicts of decided cases, by customer
 * @param identity what makes a customer in this program: all that is known of it, or its web domain
 */
export function resolveCustomer(
  candidates: readonly CustomerCandidate[],
  verdicts: ReadonlyMap<string, Verdict>,
  identity: 'matcher' | 'domain',
): Resolution {
  const decided = candidates.find(({ customerId }) => verdicts.get(customerId) === 'same-customer');
  if (decided) return { kind: 'known', candidate: decided };
  const open = candidates.filter(({ customerId }) => !verdicts.has(customerId));
  if (identity === 'domain') {
    const [first, ...more] = open.filter(({ match }) => match.grade.domain === 'A');
    if (!first) return { kind: 'new' };
    return more.length === 0
      ? { kind: 'known', candidate: first }
      : { kind: 'unsure', candidates: [first, ...more] };
  }
  const same = open.filter(({ match }) => match.relation === 'SAME_ENTITY');
  const unsure = open.filter(
    ({ match }) => match.relation === 'UNSURE' || match.relation === 'SAME_GROUP',
  );
  const [only] = same;
  if (only && same.length === 1 && unsure.length === 0) return { kind: 'known', candidate: only };
  const asked = [...same, ...unsure];
  return asked.length > 0 ? { kind: 'unsure', candidates: asked } : { kind: 'new' };
}
