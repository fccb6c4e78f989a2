import type { Rejection } from '@accord/kernel';
import type { ProgramRules } from '../program-document';
import { checkMdf } from './amounts';
import type { Check } from './check';
import { checkCalendars, checkClocks, checkWarnings } from './clocks';
import { checkEngagement } from './engagement';
import { checkIncentives } from './incentives';
import { checkPricing } from './pricing';
import { checkStacking } from './stacking';
import { checkRouting } from './routing';

const CHECKS: readonly Check[] = [
  checkCalendars,
  checkClocks,
  checkWarnings,
  checkRouting,
  checkEngagement,
  checkPricing,
  checkMdf,
  checkIncentives,
  checkStacking,
];

/** @returns what the form alone cannot see, every fault with its path */
export function contradictions(rules: ProgramRules): Rejection[] {
  const faults: Rejection[] = [];
  for (const check of CHECKS) {
    check(rules, (path, message) => faults.push({ code: 'contradiction', message, path }));
  }
  return faults;
}
