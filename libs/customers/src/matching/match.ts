import type { CustomerClaim } from '../customer-claim';
import { blockKeys, givenNumbers, registerOf, registerText, registrableDomain } from './block-keys';
import { cleanedNames } from './normalise';

/** Raised whenever a claim could be judged differently than before. */
export const MATCHER_VERSION = 'm2';

export type Relation = 'SAME_ENTITY' | 'SAME_GROUP' | 'UNSURE' | 'DIFFERENT';
export type Grade = 'A' | 'B' | 'F' | 'Z';

/** One line of the waterfall: what was compared, on which level it agreed, and what that is worth. */
export interface Evidence {
  readonly family: 'name' | 'identifier' | 'domain' | 'country';
  readonly level: string;
  /** log2 of how much likelier the agreement is for the same company than for another. */
  readonly bits: number;
  readonly left: string | null;
  readonly right: string | null;
}

/** Why two claims are, or are not, taken for the same customer. Prior + bits = score. */
export interface MatchExplanation {
  readonly matcher: string;
  readonly prior: number;
  readonly score: number;
  readonly relation: Relation;
  /** A same, B similar, F different, Z missing. */
  readonly grade: Readonly<Record<Evidence['family'], Grade>>;
  readonly evidence: readonly Evidence[];
  readonly keysShared: readonly string[];
}

/** Some 16,000 candidates share product family and region: log2 of that. */
const PRIOR = -14;
const SAME_AT = 6;
const UNSURE_AT = -2;

interface Judged extends Evidence {
  readonly grade: Grade;
  /** Settles identity without a second family. */
  readonly decisive?: boolean;
  /** At most the same group, whatever the score. */
  readonly capsAtGroup?: boolean;
}

/**
 * Fellegi–Sunter: prior plus log2 evidence; an automatic verdict needs two families or one decisive
 * identifier. Symmetric but for left and right.
 */
export function match(left: CustomerClaim, right: CustomerClaim): MatchExplanation {
  const judged = [
    byName(left, right),
    byNumber(left, right),
    byDomain(left, right),
    byCountry(left, right),
  ];
  const score = judged.reduce((sum, { bits }) => sum + bits, PRIOR);
  const shared = new Set<string>(blockKeys(right));
  const [name, identifier, domain, country] = judged;
  return {
    matcher: MATCHER_VERSION,
    prior: PRIOR,
    score,
    relation: relationOf(score, judged),
    grade: {
      name: name?.grade ?? 'Z',
      identifier: identifier?.grade ?? 'Z',
      domain: domain?.grade ?? 'Z',
      country: country?.grade ?? 'Z',
    },
    evidence: judged.map(({ family, level, bits, left: l, right: r }) => ({
      family,
      level,
      bits,
      left: l,
      right: r,
    })),
    keysShared: blockKeys(left).filter((key) => shared.has(key)),
  };
}

function relationOf(score: number, judged: readonly Judged[]): Relation {
  if (score < UNSURE_AT) return 'DIFFERENT';
  const families = judged.filter(({ bits }) => bits > 0).length;
  const decisive = judged.some((line) => line.decisive);
  if (score < SAME_AT || (families < 2 && !decisive)) return 'UNSURE';
  return judged.some((line) => line.capsAtGroup) ? 'SAME_GROUP' : 'SAME_ENTITY';
}

function byName(left: CustomerClaim, right: CustomerClaim): Judged {
  const [ours, theirs] = [squeezed(left), new Set(squeezed(right))];
  const equal = ours.some((name) => theirs.has(name));
  return {
    family: 'name',
    level: equal ? 'equal' : 'different',
    bits: equal ? 16 : -2,
    grade: equal ? 'A' : 'F',
    left: left.name,
    right: right.name,
  };
}

const squeezed = (claim: CustomerClaim): string[] =>
  cleanedNames(claim.name).map((name) => name.replace(/ /g, ''));

/**
 * An equal number settles it, wherever it stands in the lists; a register that both name with other
 * numbers speaks against it.
 */
function byNumber(left: CustomerClaim, right: CustomerClaim): Judged {
  const compared = registersOf(left).flatMap((register) => {
    const [ours, theirs] = [numbersIn(register, left), numbersIn(register, right)];
    const equal = ours.find((text) => theirs.includes(text));
    const [kind] = register.split(':');
    const [first, other] = [equal ?? ours[0], equal ?? theirs[0]];
    return first && other ? [{ kind, equal: equal !== undefined, left: first, right: other }] : [];
  });
  const equals = compared.filter(({ equal }) => equal);
  const equal = equals.find(({ kind }) => kind === 'lei') ?? equals[0];
  // D-U-N-S numbers are given per site: different ones say nothing.
  const differs = compared.find((one) => !one.equal && one.kind !== 'duns');
  const shown = equal ?? differs ?? compared[0];
  const line = {
    family: 'identifier',
    left: shown?.left ?? null,
    right: shown?.right ?? null,
  } as const;
  if (equal) {
    const bits = equal.kind === 'lei' ? 24 : 22;
    const capsAtGroup = differs !== undefined;
    return { ...line, level: 'equal', bits, grade: 'A', decisive: true, capsAtGroup };
  }
  if (differs) return { ...line, level: 'different', bits: -10, grade: 'F', capsAtGroup: true };
  if (shown) return { ...line, level: 'other-site', bits: 0, grade: 'B' };
  return { ...line, level: 'missing', bits: 0, grade: 'Z' };
}

/** Each register once, in an order of its own: the same two claims always give the same line. */
const registersOf = (claim: CustomerClaim): string[] =>
  [...new Set(givenNumbers(claim).map(registerOf))].toSorted();

const numbersIn = (register: string, claim: CustomerClaim): string[] =>
  givenNumbers(claim)
    .filter((number) => registerOf(number) === register)
    .map(registerText)
    .toSorted();

function byDomain(left: CustomerClaim, right: CustomerClaim): Judged {
  const [ours, theirs] = [registrableDomain(left.domain), registrableDomain(right.domain)];
  const found = { family: 'domain', left: ours ?? null, right: theirs ?? null } as const;
  if (!ours || !theirs) return { ...found, level: 'missing', bits: 0, grade: 'Z' };
  if (ours === theirs) return { ...found, level: 'equal', bits: 14, grade: 'A' };
  return { ...found, level: 'different', bits: -1, grade: 'F' };
}

function byCountry(left: CustomerClaim, right: CustomerClaim): Judged {
  const same = left.country === right.country;
  return {
    family: 'country',
    level: same ? 'equal' : 'different',
    bits: same ? 0 : -3,
    grade: same ? 'A' : 'F',
    left: left.country,
    right: right.country,
    capsAtGroup: !same,
  };
}
