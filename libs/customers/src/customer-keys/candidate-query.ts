import { prepared, sql, type ViewDb } from '@accord/read-store';
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
}

/** The answer in one row: to take sixty apart costs as much as to judge them. */
interface Packed {
  /** How many customers share a key. */
  readonly found: bigint | null;
  /** Customer and deal of each claim, as JSON. */
  readonly ids: string | null;
  /** As many claims, one a line. */
  readonly claims: string | null;
}

/** @returns the claims of the customers that share the most telling keys, and how many share one */
export async function askCandidates(
  db: ViewDb,
  asked: Pick<ReadCompany, 'keys' | 'words'>,
): Promise<{ readonly found: number; readonly claims: readonly FoundClaim[] }> {
  const [row] = (await candidateQuery(asked).execute(db)).rows;
  const ids: readonly (readonly [customer: string, deal: string])[] = JSON.parse(row?.ids ?? '[]');
  const texts = row?.claims?.split('\n') ?? [];
  const claims = ids.map(([customer_id, deal_id], n) => ({
    customer_id,
    deal_id,
    claim: texts[n] ?? '',
  }));
  return { found: Number(row?.found ?? 0), claims };
}

/** What `askCandidates` asks the database; by itself for tests of its plan. */
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
  return sql<Packed>`${prepared}
    select max(best.found) as found,
      json_agg(json_build_array(claims.customer_id, claims.deal_id))::text as ids,
      string_agg(claims.claim::text, E'\\n') as claims
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
