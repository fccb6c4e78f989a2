import { overlappingTerritories, registrationType, type ProgramRules } from '@accord/programs';
import type { Registration } from '../deal';

/**
 * Which part of a customer's business an approval keeps for one partner. Registrations of different
 * groups never exclude one another.
 */
export type ExclusivityScope = { readonly group: string } & (
  | { readonly kind: 'customer' }
  | {
      readonly kind: 'opportunity';
      /** Null when the registration names none: it may then be any of the customer's. */
      readonly opportunity: string | null;
      readonly family: string;
      /** Sales know nothing of it: whatever it is called, it too may be any of the customer's. */
      readonly unreported?: true;
    }
  /** Null when the registration names no tender: it may then be about any of the customer's. */
  | { readonly kind: 'tender'; readonly tender: string | null; readonly family: string }
  /** Null when it is about the company as a whole, all its sub-divisions included. */
  | { readonly kind: 'subdivision'; readonly subdivision: string | null }
  | { readonly kind: 'family'; readonly family: string }
  | {
      readonly kind: 'familyTerritory';
      readonly family: string;
      readonly territory: string;
      /** Other territories of the program that lie in it, hold it or share a place with it; absent: none. */
      readonly overlapping?: readonly string[];
    }
);

/**
 * @param isReported whether sales have reported the opportunity that the registration names; what a
 *   partner calls it sets it apart from no other
 * @returns the scope that the program gives a registration; null where its type excludes nobody
 */
export function scopeOf(
  rules: ProgramRules,
  registration: Registration,
  isReported: boolean,
): ExclusivityScope | null {
  const group = registrationType(rules, registration.dealType)?.exclusivityGroup ?? null;
  if (group === null) return null;
  const { productFamily: family, territory, opportunity } = registration;
  switch (rules.exclusivity.scope) {
    case 'customer':
      return { group, kind: 'customer' };
    case 'opportunity': {
      const scope = { group, kind: 'opportunity', family } as const;
      if (opportunity === null) return { ...scope, opportunity: null };
      const ref = `${opportunity.source}/${opportunity.ref}`;
      return { ...scope, opportunity: ref, ...(!isReported && { unreported: true }) };
    }
    case 'tender':
      return { group, kind: 'tender', tender: registration.tender?.number ?? null, family };
    case 'subdivision':
      return { group, kind: 'subdivision', subdivision: squeezed(registration.subdivision) };
    case 'family':
      return { group, kind: 'family', family };
    case 'familyTerritory': {
      const overlapping = overlappingTerritories(rules, territory);
      const scope = { group, kind: 'familyTerritory', family, territory } as const;
      return { ...scope, ...(overlapping.length > 0 && { overlapping }) };
    }
  }
}

/** One writing for a name that people type: "Cloud  Unit" and "cloud unit" are one sub-division. */
const writing = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/\s+/g, ' ');
const squeezed = (name: string | undefined): string | null =>
  name === undefined ? null : writing(name);

/** Products and tenders are compared as people type them: "premium" tells nobody apart from "Premium". */
const isOne = (a: string, b: string): boolean => a === b || writing(a) === writing(b);

/** Whether it is told apart from the customer's other opportunities. */
const isKnown = ({
  opportunity,
  unreported,
}: Extract<ExclusivityScope, { kind: 'opportunity' }>): boolean =>
  opportunity !== null && unreported !== true;

/** One program may have said so before the other did, so each is asked. */
const meets = (
  { territory, overlapping = [] }: Extract<ExclusivityScope, { kind: 'familyTerritory' }>,
  other: string,
): boolean => territory === other || overlapping.includes(other);

/** Whether two approvals in these scopes of one customer would exclude each other. Symmetric. */
export function overlaps(a: ExclusivityScope, b: ExclusivityScope): boolean {
  if (a.group !== b.group) return false;
  if (a.kind === 'opportunity' && b.kind === 'opportunity') {
    if (a.opportunity !== null && a.opportunity === b.opportunity) return true;
    const areApart = isKnown(a) && isKnown(b);
    return !areApart && isOne(a.family, b.family);
  }
  if (a.kind === 'tender' && b.kind === 'tender') {
    return a.tender === null || b.tender === null
      ? isOne(a.family, b.family)
      : isOne(a.tender, b.tender);
  }
  if (a.kind === 'subdivision' && b.kind === 'subdivision') {
    const whole = a.subdivision === null || b.subdivision === null;
    return whole || a.subdivision === b.subdivision;
  }
  if (a.kind === 'family' && b.kind === 'family') return isOne(a.family, b.family);
  if (a.kind === 'familyTerritory' && b.kind === 'familyTerritory') {
    return isOne(a.family, b.family) && (meets(a, b.territory) || meets(b, a.territory));
  }
  // A program that changed its kind of scope meanwhile: the wider reading protects the earlier one.
  return true;
}
