import { registrationType } from '../program-document';
import { amountAt } from './amounts';
import type { Check } from './check';
import { checkCaps } from './caps';
import { checkEligibility } from './eligibility';
import { checkFormula } from './formula';
import { checkGuarantee } from './guarantee';
import { checkPayment } from './payment';
import { checkSplit } from './split';

/** Rules have names of their own, known deal types, and tiers in order. */
export const checkIncentives: Check = (rules, fault) => {
  const names = new Set<string>();
  rules.incentives.forEach((incentive, i) => {
    const at = `incentives.${i}`;
    if (names.has(incentive.rule)) fault(`${at}.rule`, `"${incentive.rule}" stands twice`);
    names.add(incentive.rule);
    if (!registrationType(rules, incentive.dealType)) {
      fault(`${at}.dealType`, `expected a registration type, got "${incentive.dealType}"`);
    }
    checkEligibility(incentive.eligibility, `${at}.eligibility`, rules, fault);
    if (incentive.kind === 'formula') {
      checkFormula(incentive, at, rules, fault);
      checkCaps(incentive, at, rules, fault);
      checkGuarantee(incentive, at, fault);
      checkSplit(incentive, at, rules, fault);
      checkPayment(incentive, at, rules, fault);
    }
    if (incentive.kind !== 'countTierRebate') return;
    incentive.tiers.forEach(({ from, to, capPerOpportunity }, t) => {
      amountAt(rules, fault, `${at}.tiers.${t}.capPerOpportunity`, capPerOpportunity);
      const lower = incentive.tiers[t - 1];
      const before = lower === undefined ? 0 : lower.to;
      if (before === null) fault(`${at}.tiers.${t}`, 'expected no tier after one without an end');
      else if (from <= before)
        fault(`${at}.tiers.${t}.from`, `expected more than ${before}, got ${from}`);
      else if (lower !== undefined && before >= lower.from && from > before + 1)
        fault(
          `${at}.tiers.${t}.from`,
          `no tier has ${before + 1}: the one before ends at ${before}`,
        );
      if (to !== null && to < from)
        fault(`${at}.tiers.${t}.to`, `expected at least ${from}, got ${to}`);
    });
    const end = incentive.tiers.at(-1)?.to ?? null;
    if (end !== null) {
      const last = `${at}.tiers.${incentive.tiers.length - 1}.to`;
      fault(last, `no tier has ${end + 1}: the last one ends nowhere (null)`);
    }
  });
};
