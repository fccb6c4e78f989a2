import { isAfter, minus, ratio, whole } from '@accord/kernel';
import type { WithholdingRule } from '../withholding';
import type { Check } from './check';

/** Of each payee at most one rule holds on a day, and nothing is kept back that there is not. */
export const checkWithholding: Check = ({ payout }, fault) => {
  const rules = payout.withholding ?? [];
  rules.forEach((rule, i) => {
    const at = `payout.withholding.${i}`;
    if (isTooMuch(rule.rate)) fault(`${at}.rate`, 'expected 100% at most');
    if (rule.reduced && isTooMuch(rule.reduced.rate)) {
      fault(`${at}.reduced.rate`, 'expected 100% at most');
    }
    if (rule.from && rule.to && isAfter(rule.from, rule.to)) {
      fault(`${at}.to`, `expected a day from ${rule.from} on`);
    }
    const rival = rules.slice(0, i).findIndex((other) => overlap(rule, other));
    if (rival >= 0) fault(at, `payout.withholding.${rival} says it for the same payees and days`);
  });
};

const isTooMuch = (rate: string): boolean => minus(ratio(rate), whole(1n)).numerator > 0n;

function overlap(a: WithholdingRule, b: WithholdingRule): boolean {
  const sameCountry = a.countries.some((country) => b.countries.includes(country));
  const samePayee = !a.payee || !b.payee || a.payee === b.payee;
  const startsInTime = (one: WithholdingRule, other: WithholdingRule): boolean =>
    !(one.from && other.to && isAfter(one.from, other.to));
  return sameCountry && samePayee && startsInTime(a, b) && startsInTime(b, a);
}
