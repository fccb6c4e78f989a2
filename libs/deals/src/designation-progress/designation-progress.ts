import { isAfter, plusBusinessDays, plusDays, type IsoDate } from '@accord/kernel';
import type { DesignationRule } from '@accord/programs';
import { entrySince, missingToEnter } from './entry';
import { inForce, type DesignationFacts, type ProgramDays } from './designation-facts';
import type { Missing } from './missing';
import { missingToKeep, shortSince } from './upkeep';

/**
 * Not held: `missing` something, `due` for the grant, or `overdue`. Held: `held`, `warned` as it falls
 * short, or `lapsed` when the warning is over. Nothing of it is set by itself.
 */
export type DesignationStatus = 'missing' | 'due' | 'overdue' | 'held' | 'warned' | 'lapsed';

export interface DesignationProgress {
  readonly designation: string;
  readonly status: DesignationStatus;
  /** The day of its grant; null: it is not held. */
  readonly heldSince: IsoDate | null;
  /** Since when all that it takes has been there without a break; null: it is not, or it is held. */
  readonly metSince: IsoDate | null;
  /** Last day of the vendor for the grant, or of the partner to make up for what is short; else null. */
  readonly dueBy: IsoDate | null;
  readonly missing: readonly Missing[];
}

/**
 * How far a partner is with a designation on a day. GitLab Program Guide: PSP within 7 business days once
 * three people are certified and the first two registrations fall in one fiscal quarter; a yearly look
 * with a 30-day warning.
 */
export function designationProgress(
  rule: DesignationRule,
  facts: DesignationFacts,
  days: ProgramDays,
  on: IsoDate,
): DesignationProgress {
  const { designation, grantedWithin } = rule;
  const change = inForce(facts.changes, on);
  const nothing = { designation, heldSince: null, metSince: null, dueBy: null, missing: [] };
  if (!change?.held) {
    // What brought it once does not bring it again: only what came since the removal counts.
    const metSince = entrySince(rule, facts, days, on, change?.from ?? null);
    if (metSince === undefined) {
      const missing = missingToEnter(rule, facts, days, on, change?.from ?? null);
      return { ...nothing, status: 'missing', missing };
    }
    const dueBy = plusBusinessDays(metSince, grantedWithin.businessDays, days);
    return { ...nothing, status: isAfter(on, dueBy) ? 'overdue' : 'due', metSince, dueBy };
  }
  const held = { ...nothing, heldSince: change.from };
  const short = shortSince(rule, facts, change.from, on);
  if (!rule.keeps || short === undefined) return { ...held, status: 'held' };
  const dueBy = plusDays(short, rule.keeps.warningDays);
  const missing = missingToKeep(rule.keeps, facts, on, dueBy);
  return { ...held, status: isAfter(on, dueBy) ? 'lapsed' : 'warned', dueBy, missing };
}
