import { byAddress } from './addresses';
import type { Company } from './company';
import { byCountry } from './countries';
import { byDomain } from './domains';
import type { Evidence, Family, Grade, Judged } from './evidence';
import { FREQUENCY_SNAPSHOT } from './frequency-snapshot';
import { byName, formsOf, numbersOf } from './name-evidence';
import { readCompany, type ReadCompany } from './read-company';
import { byNumber } from './register-numbers';

/** Raised whenever a claim could be judged differently than before. */
export const MATCHER_VERSION = 'm6';

export type Relation = 'SAME_ENTITY' | 'SAME_GROUP' | 'UNSURE' | 'DIFFERENT';

/** Why two claims are, or are not, taken for the same customer. Prior + bits = score. */
export interface MatchExplanation {
  readonly matcher: string;
  /** Version of the word frequencies that the bits rest on; none before matcher m3. */
  readonly freqSnapshot?: string;
  readonly prior: number;
  readonly score: number;
  readonly relation: Relation;
  readonly grade: Readonly<Record<Exclude<Family, 'address'>, Grade>> & {
    /** None before matcher m3. */
    readonly address?: Grade;
  };
  readonly evidence: readonly Evidence[];
  /** Not worked out, and empty, for claims that are different. */
  readonly keysShared: readonly string[];
  /** How many customers shared a key, and how many of them were scored; none before matcher m3. */
  readonly retrieval?: { readonly candidates: number; readonly scored: number };
}

/** Some 16,000 candidates share product family and region: log2 of that. */
export const PRIOR = -14;
export const SAME_AT = 6;
/** The review threshold: from here on a person is asked. */
export const UNSURE_AT = -2;

/**
 * Fellegi–Sunter: prior plus log2 evidence; an automatic verdict needs two families or one decisive
 * identifier. Symmetric but for left and right.
 */
export const match = (left: Company, right: Company): MatchExplanation =>
  matchRead(readCompany(left), readCompany(right));

/** The same for companies that were taken apart before. */
export function matchRead(left: ReadCompany, right: ReadCompany): MatchExplanation {
  const name = byName(left.name, right.name);
  const identifier = byNumber(left.company, right.company);
  const domain = byDomain(left, right, name.grade === 'A');
  const country = byCountry(left.company, right.company);
  const address = byAddress(left.address, right.address);
  const vetoes = [numbersOf(left.name, right.name, name), formsOf(left.name, right.name, name)];
  const judged = [
    name,
    ...vetoes.filter((line) => line !== undefined),
    identifier,
    domain,
    country,
    address,
  ];
  const score = judged.reduce((sum, { bits }) => sum + bits, PRIOR);
  const relation = relationOf(score, judged);
  return {
    matcher: MATCHER_VERSION,
    freqSnapshot: FREQUENCY_SNAPSHOT,
    prior: PRIOR,
    score,
    relation,
    grade: {
      name: name.grade,
      identifier: identifier.grade,
      domain: domain.grade,
      country: country.grade,
      address: address.grade,
    },
    evidence: judged.map(shown),
    keysShared: relation === 'DIFFERENT' ? [] : sharedKeys(left, right),
  };
}

const shown = ({ family, level, bits, left, right, words }: Judged): Evidence =>
  words ? { family, level, bits, left, right, words } : { family, level, bits, left, right };

function relationOf(score: number, judged: readonly Judged[]): Relation {
  if (score < UNSURE_AT) return 'DIFFERENT';
  const decisive = judged.some((line) => line.decisive);
  // A number settles what names leave open; names that share only a brand are one group at most.
  const namesCap = judged.some((line) => line.family === 'name' && line.capsAtGroup);
  if (namesCap && !decisive) return 'SAME_GROUP';
  const families = new Set(judged.filter(({ bits }) => bits > 0).map(({ family }) => family)).size;
  if (score < SAME_AT || (families < 2 && !decisive)) return 'UNSURE';
  const otherCap = judged.some((line) => line.family !== 'name' && line.capsAtGroup);
  return otherCap ? 'SAME_GROUP' : 'SAME_ENTITY';
}

/** Words with a letter left out are named only where no stronger key is shared. */
function sharedKeys(left: ReadCompany, right: ReadCompany): string[] {
  const theirs = new Set<string>(right.keys);
  const shared = left.keys.filter((key) => theirs.has(key));
  const telling = shared.filter((key) => !key.startsWith('T:') || left.words.has(key.slice(2)));
  return telling.length > 0 ? telling : shared;
}
