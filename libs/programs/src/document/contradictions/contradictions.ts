import { DateTime } from 'luxon';
import type { Rejection } from '@accord/kernel';
import type { ProgramRules } from '../program-document';
import { checkMdf } from './amounts';
import type { Check } from './check';
import { checkEngagement } from './engagement';
import { checkIncentives } from './incentives';
import { checkPricing } from './pricing';

const checkTimeZone: Check = ({ timeZone }, fault) => {
  if (!DateTime.local({ zone: timeZone }).isValid) {
    fault('timeZone', `expected an IANA time zone, got "${timeZone}"`);
  }
};

const CHECKS: readonly Check[] = [
  checkTimeZone,
  checkEngagement,
  checkPricing,
  checkMdf,
  checkIncentives,
];

/** @returns what the form alone cannot see, every fault with its path */
export function contradictions(rules: ProgramRules): Rejection[] {
  const faults: Rejection[] = [];
  for (const check of CHECKS) {
    check(rules, (path, message) => faults.push({ code: 'contradiction', message, path }));
  }
  return faults;
}
