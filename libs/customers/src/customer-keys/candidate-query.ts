import { prepared, sql } from '@accord/read-store';
import { MISSPELT_WEIGHT, askedKeys, type AskedKey } from '../matching/asked-keys';
import { keyHash } from '../matching/block-keys';
import type { ReadCompany } from '../matching/read-company';

/** So many customers are compared: those that share the most telling keys. */
export const MOST_SCORED = 64;

/** What one source said about a customer that was found. */
export interface FoundClaim {
  readonly customer_id: string;
  readonly deal_id: string;
  /** As JSON. */
  readonly claim: string;
  /** How many customers share a key. */
  readonly found: bigint;
}

/** What `findCandidates` asks the database. */
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
  return sql<FoundClaim>`${prepared}
    select claims.customer_id, claims.deal_id, claims.claim::text as claim, best.found
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
