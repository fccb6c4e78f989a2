import type { Rejection } from '@accord/kernel';
import type { ProgramRules } from '../program-document';
import type { Check } from './check';
import { checkCalendars, checkClocks, checkWarnings } from './clocks';
import { checkDesignations } from './designations';
import { checkEngagement } from './engagement';
import { checkExceptions } from './exceptions';
import { checkFees } from './fees';
import { checkIncentives } from './incentives';
import { checkMdf } from './mdf';
import { checkPayout } from './payment';
import { checkPricing } from './pricing';
import { checkStacking } from './stacking';
import { checkTerritories } from './territories';
import { checkRouting } from './routing';
import { checkWithholding } from './withholding';

const CHECKS: readonly Check[] = [
  checkCalendars,
  checkClocks,
  checkWarnings,
  checkTerritories,
  checkRouting,
  checkEngagement,
  checkDesignations,
  checkPricing,
  checkFees,
  checkMdf,
  checkIncentives,
  checkStacking,
  checkExceptions,
  checkPayout,
  checkWithholding,
];

/** @returns what the form alone cannot see, every fault with its path */
export function contradictions(rules: ProgramRules): Rejection[] {
  const faults: Rejection[] = [];
  for (const check of CHECKS) {
    check(rules, (path, message) => faults.push({ code: 'contradiction', message, path }));
  }
  return faults;
}
