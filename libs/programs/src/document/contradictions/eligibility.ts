import type { Eligibility } from '../eligibility';
import type { ProgramRules } from '../program-document';
import { amountAt } from './amounts';
import type { Fault } from './check';
import { checkNames } from './rows';

/** Territories are the program's, amounts of its currency, and days in the order of their names. */
export function checkEligibility(
  eligibility: Eligibility | undefined,
  at: string,
  rules: ProgramRules,
  fault: Fault,
): void {
  if (!eligibility) return;
  const { territories, tracks, designations = [], evidence = [] } = eligibility;
  const { minimums = [], windows = [], booked } = eligibility;
  checkNames(at, { territories, tracks }, rules, fault);
  designations.forEach((one, i) => {
    if (!rules.designations.includes(one)) {
      const known = rules.designations.join(', ') || 'none, the program has none';
      fault(`${at}.designations.${i}`, `expected one of ${known}, got "${one}"`);
    }
  });
  evidence.forEach(({ milestone }, i) => {
    if (evidence.findIndex((other) => other.milestone === milestone) < i) {
      fault(`${at}.evidence.${i}.milestone`, `"${milestone}" stands twice`);
    }
  });
  minimums.forEach(({ amount }, i) => amountAt(rules, fault, `${at}.minimums.${i}.amount`, amount));
  windows.forEach(({ what, after }, i) => {
    if (what === after) fault(`${at}.windows.${i}.after`, `expected another day than "${what}"`);
  });
  if (booked && booked.to < booked.from) {
    fault(`${at}.booked.to`, `expected ${booked.from} or later, got ${booked.to}`);
  }
}
