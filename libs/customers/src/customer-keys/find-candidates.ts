import type { ViewDb } from '@accord/read-store';
import type { Company } from '../matching/company';
import { matchRead, type MatchExplanation } from '../matching/match';
import { mayResemble } from '../matching/may-resemble';
import { readClaim } from '../matching/read-claims';
import { readCompany, type ReadCompany } from '../matching/read-company';
import { askCandidates, type FoundClaim } from './candidate-query';

/** A known customer that shares a key with a claim, and its best resemblance to it. */
export interface CustomerCandidate {
  readonly customerId: string;
  /** Worked out when it is first asked for where the customer is plainly another one. */
  readonly match: MatchExplanation;
  /** `match` says DIFFERENT, and the domains are not the same: nobody has to look at it to know. */
  readonly isOther?: true;
}

/** The customers that were compared, and all that is known of them. */
export interface FoundCandidates {
  /** Best match first, ties by id; then those that are plainly others, by id. */
  readonly candidates: readonly CustomerCandidate[];
  readonly claims: readonly FoundClaim[];
}

/**
 * Compares a company with the customers that share a key with it. Reads at most `MOST_OF_KEY` entries
 * of the index for each key and the claims of `MOST_SCORED` customers, however many there are.
 * @param db where `customer_keys` and `customer_claims` are reached by these names
 */
export async function findCandidates(db: ViewDb, company: Company): Promise<FoundCandidates> {
  const asked = readCompany(company);
  const { found, claims } = await askCandidates(db, asked);
  const customers = saidOf(claims);
  const retrieval = { candidates: found, scored: customers.size };
  const scored: CustomerCandidate[] = [];
  const others: CustomerCandidate[] = [];
  for (const [customerId, said] of customers) {
    const known = [...said].map(readClaim);
    const explain = (): MatchExplanation => ({ ...bestOf(asked, known), retrieval });
    if (known.some((claim) => mayResemble(asked, claim))) {
      scored.push({ customerId, match: explain() });
    } else others.push(new OtherCustomer(customerId, explain));
  }
  return {
    candidates: [...scored.toSorted(byMatch), ...others.toSorted(byId)],
    claims,
  };
}

/** Best match first, ties by id. */
export const byMatch = (a: CustomerCandidate, b: CustomerCandidate): number =>
  b.match.score - a.match.score || byId(a, b);

const byId = (a: CustomerCandidate, b: CustomerCandidate): number =>
  a.customerId < b.customerId ? -1 : 1;

/** What was said of each customer: most registrations of one say the same. */
function saidOf(rows: readonly FoundClaim[]): ReadonlyMap<string, ReadonlySet<string>> {
  const customers = new Map<string, Set<string>>();
  for (const { customer_id: id, claim } of rows) {
    const said = customers.get(id);
    if (said) said.add(claim);
    else customers.set(id, new Set([claim]));
  }
  return customers;
}

/** Of claims that match as well as each other the first counts. */
function bestOf(asked: ReadCompany, claims: readonly ReadCompany[]): MatchExplanation {
  const [first, ...more] = claims.map((claim) => matchRead(asked, claim));
  if (!first) throw new Error('A customer without claims was found');
  return more.reduce((best, match) => (match.score > best.score ? match : best), first);
}

class OtherCustomer implements CustomerCandidate {
  readonly isOther = true;
  private explained: MatchExplanation | undefined;

  constructor(
    readonly customerId: string,
    private readonly explain: () => MatchExplanation,
  ) {}

  get match(): MatchExplanation {
    return (this.explained ??= this.explain());
  }
}
