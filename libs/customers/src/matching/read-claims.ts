import { LRUCache } from 'lru-cache';
import type { Company } from './company';
import { readCompany, type ReadCompany } from './read-company';

/** Some 2 KB each. */
const MOST_KEPT = 8_192;

/** Reading depends on the text and on this program alone, so what was read once stays right. */
const read = new LRUCache<string, ReadCompany>({ max: MOST_KEPT });

/**
 * Takes apart what a source said. Who shares a key with very many others is compared again and again: the
 * last ones that were asked for are kept.
 * @param json a `Company`
 */
export function readClaim(json: string): ReadCompany {
  const known = read.get(json);
  if (known) return known;
  const company: Company = JSON.parse(json);
  const fresh = readCompany(company);
  read.set(json, fresh);
  return fresh;
}
