import { registrationType, type ProgramRules } from '@accord/programs';
import type { Registration } from '../deal';

/**
 * Which part of a customer's business an approval keeps for one partner. Registrations of different
 * groups never exclude one another.
 */
export type ExclusivityScope = { readonly group: string } & (
  | { readonly kind: 'customer' }
  /** Null when the registration names no opportunity: it may then be any of the customer's. */
  | { readonly kind: 'opportunity'; readonly opportunity: string | null; readonly family: string }
  | { readonly kind: 'familyTerritory'; readonly family: string; readonly territory: string }
);

/** @returns the scope that the program gives a registration; null where its type excludes nobody */
export function scopeOf(rules: ProgramRules, registration: Registration): ExclusivityScope | null {
  const group = registrationType(rules, registration.dealType)?.exclusivityGroup ?? null;
  if (group === null) return null;
  const { productFamily: family, territory, opportunity } = registration;
  switch (rules.exclusivity.scope) {
    case 'customer':
      return { group, kind: 'customer' };
    case 'opportunity': {
      const ref = opportunity === null ? null : `${opportunity.source}/${opportunity.ref}`;
      return { group, kind: 'opportunity', opportunity: ref, family };
    }
    case 'familyTerritory':
      return { group, kind: 'familyTerritory', family, territory };
  }
}

/** Whether two approvals in these scopes of one customer would exclude each other. Symmetric. */
export function overlaps(a: ExclusivityScope, b: ExclusivityScope): boolean {
  if (a.group !== b.group) return false;
  if (a.kind === 'opportunity' && b.kind === 'opportunity') {
    const unnamed = a.opportunity === null || b.opportunity === null;
    return unnamed ? a.family === b.family : a.opportunity === b.opportunity;
  }
  if (a.kind === 'familyTerritory' && b.kind === 'familyTerritory') {
    return a.family === b.family && a.territory === b.territory;
  }
  // A program that changed its kind of scope meanwhile: the wider reading protects the earlier one.
  return true;
}
