import { sql, type ViewDb } from '@accord/read-store';
import { MISSPELT_WEIGHT, askedKeys, type AskedKey } from '../matching/asked-keys';
import { keyHash } from '../matching/block-keys';
import type { Company } from '../matching/company';
import { matchRead, type MatchExplanation } from '../matching/match';
import { readCompany, type ReadCompany } from '../matching/read-company';
import type { CustomerRow } from './customer-keys.tables';

/** A known customer that shares a key with a claim, and its best resemblance to it. */
export interface CustomerCandidate {
  readonly customerId: string;
  readonly match: MatchExplanation;
}

/** So many customers are scored: those that share the most telling keys. */
export const MOST_SCORED = 64;

/** The customers that were compared, and all that is known of them. */
export interface FoundCandidates {
  /** Best match first, ties by id. */
  readonly candidates: readonly CustomerCandidate[];
  readonly claims: readonly CustomerRow[];
}

interface Row extends CustomerRow {
  readonly found: bigint;
}

/**
 * Compares a company with the customers that share a key with it. Reads at most `MOST_OF_KEY` entries
 * of the index for each key and the claims of `MOST_SCORED` customers, however many there are.
 * @param db where `customer_keys` and `customer_claims` are reached by these names
 */
export async function findCandidates(db: ViewDb, company: Company): Promise<FoundCandidates> {
  const asked = readCompany(company);
  const { rows } = await candidateQuery(asked).execute(db);
  const best = new Map<string, MatchExplanation>();
  const compared = new Set<string>();
  for (const { customer_id: id, claim } of rows) {
    // Most registrations of a customer say the same.
    const said = `${id} ${JSON.stringify(claim)}`;
    if (compared.has(said)) continue;
    compared.add(said);
    const found = matchRead(asked, readCompany(claim));
    const before = best.get(id);
    if (!before || found.score > before.score) best.set(id, found);
  }
  const retrieval = { candidates: Number(rows[0]?.found ?? 0), scored: best.size };
  const candidates = [...best]
    .map(([customerId, match]) => ({ customerId, match: { ...match, retrieval } }))
    .toSorted((a, b) => b.match.score - a.match.score || (a.customerId < b.customerId ? -1 : 1));
  return { candidates, claims: rows };
}

/** What `findCandidates` asks the database; by itself for tests of its plan. */
export function candidateQuery(asked: Pick<ReadCompany, 'keys' | 'words'>) {
  const keys = askedKeys(asked);
  // A bit for each word that is looked for misspelt as well: at most eight of them.
  const misspelt = [...new Set(keys.flatMap((key) => (key.isMisspelt ? [key.part] : [])))];
  const bitOf = ({ part }: AskedKey) => (misspelt.includes(part) ? 1 << misspelt.indexOf(part) : 0);
  const hashes = keys.map(({ key }) => keyHash(key).toString());
  const weights = keys.map(({ isMisspelt, weight }) => (isMisspelt ? 0 : weight));
  const words = keys.map((key) => (key.isMisspelt ? 0 : bitOf(key)));
  const misspellings = keys.map((key) => (key.isMisspelt ? bitOf(key) : 0));
  const most = keys.map((key) => key.most);
  return sql<Row>`
    select claims.customer_id, claims.deal_id, claims.claim, best.found
    from (
      select held.customer_id, count(*) over () as found,
        sum(asked.weight) + ${sql.lit(MISSPELT_WEIGHT)} *
          bit_count((bit_or(asked.misspelling) & ~bit_or(asked.word))::bit(32)) as weight
      from unnest(${hashes}::bigint[], ${weights}::int[], ${words}::int[], ${misspellings}::int[],
        ${most}::int[]) as asked (key, weight, word, misspelling, most)
      cross join lateral (
        select customer_id from customer_keys where key = asked.key
        order by customer_id limit asked.most
      ) held
      group by held.customer_id
      order by weight desc, customer_id limit ${sql.lit(MOST_SCORED)}
    ) best
    cross join lateral (
      select customer_id, deal_id, claim from customer_claims
      where customer_id = best.customer_id
    ) claims`;
}
