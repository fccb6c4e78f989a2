import { minus, plus, ratio, whole, type Ratio } from '@accord/kernel';
import type { FormulaRule } from '../incentives';
import type { ProgramRules } from '../program-document';
import { amountAt } from './amounts';
import type { Check, Fault } from './check';

/** What is not enough to be paid is an amount of the program's currency. */
export const checkPayout: Check = (rules, fault) => {
  const { minimum } = rules.payout;
  if (minimum !== undefined) amountAt(rules, fault, 'payout.minimum', minimum);
};

/** Stages make up the whole, people are paid for sales of theirs, and forms are those of a payee. */
export function checkPayment(
  { per, payee, stages, taxForm }: FormulaRule,
  at: string,
  rules: ProgramRules,
  fault: Fault,
): void {
  if (payee === 'person' && per === 'quarter') {
    fault(`${at}.payee`, 'expected no "person": a whole quarter has no seller');
  }
  if (taxForm && payee === 'distributor') {
    fault(`${at}.taxForm`, 'expected none: forms are kept of partners and their people');
  }
  if (taxForm?.above !== undefined) amountAt(rules, fault, `${at}.taxForm.above`, taxForm.above);
  if (!stages) return;
  if (per === 'quarter') fault(`${at}.stages`, 'expected none: a whole quarter has no delivery');
  stages.forEach(({ milestone, share }, i) => {
    if (stages.findIndex((other) => other.milestone === milestone) < i) {
      fault(`${at}.stages.${i}.milestone`, `"${milestone}" stands twice`);
    }
    if (ratio(share).numerator === 0n) fault(`${at}.stages.${i}.share`, 'expected more than 0%');
  });
  const sum = stages.reduce<Ratio>((so, { share }) => plus(so, ratio(share)), whole(0n));
  if (minus(sum, whole(1n)).numerator !== 0n) {
    const percent = stages.map(({ share }) => share).join(' + ');
    fault(`${at}.stages`, `expected shares that make 100%, got ${percent}`);
  }
}
