import type { FormulaInput } from '../formula';
import { nodesOf } from '../formula-nodes';
import { unitOf } from '../formula-unit';
import type { FormulaRule } from '../incentives';
import type { ProgramRules } from '../program-document';
import { amountAt } from './amounts';
import type { Fault } from './check';
import { checkNames } from './rows';
import { checkTiers } from './tiers';

/** Rows of all tables of a formula: what a derivation lists for each line must stay small. */
const MAX_ROWS = 100;

/** A formula gives money, from facts that its rule has, with tables in which every measure has one row. */
export function checkFormula(
  { formula, per, settle, guarantee, engagements = [] }: FormulaRule,
  at: string,
  rules: ProgramRules,
  fault: Fault,
): void {
  const path = `${at}.formula`;
  const unit = unitOf(formula, path, fault);
  if (unit !== 'money') fault(path, `expected money, got ${unit}`);
  if (settle === 'difference' && per !== 'quarter') {
    fault(
      `${at}.settle`,
      'expected "amount": only what is reckoned per quarter has earlier quarters',
    );
  }
  engagements.forEach((least, i) => amountAt(rules, fault, `${at}.engagements.${i}`, least));
  let rows = 0;
  for (const [node, where] of nodesOf(formula, path)) {
    if (node.op === 'amount' || node.op === 'perUnit') {
      amountAt(rules, fault, `${where}.amount`, node.amount);
    }
    if (node.op === 'input' && node.over === 'sale' && per === 'quarter') {
      fault(`${where}.over`, 'expected "quarter": the rule is reckoned per quarter');
    }
    if (node.op === 'input') {
      checkSpan(node, where, { settle, guarantee }, fault);
      checkTerms(node, where, rules, fault);
    }
    if (node.op !== 'tiers') continue;
    rows += node.tiers.rows.length;
    const measure = unitOf(node.by ?? node.of, where, () => undefined);
    if (node.by && node.tiers.method !== 'cumulative') {
      fault(`${where}.tiers.method`, 'expected "cumulative" where something else chooses the row');
    }
    checkTiers(node.tiers, measure, `${where}.tiers`, rules, fault);
  }
  if (rows > MAX_ROWS)
    fault(path, `expected at most ${MAX_ROWS} rows of tiers in all, got ${rows}`);
}

/** Payments alone have terms, one for each track. */
function checkTerms(
  { fact, terms = [] }: FormulaInput,
  path: string,
  rules: ProgramRules,
  fault: Fault,
): void {
  if (fact !== 'paid' && terms.length > 0) {
    fault(`${path}.terms`, `expected none: "${fact}" is not paid month by month`);
  }
  terms.forEach(({ track }, i) => {
    checkNames(`${path}.terms.${i}`, { track: [track] }, rules, fault);
    if (terms.findIndex((other) => other.track === track) < i) {
      fault(`${path}.terms.${i}.track`, `"${track}" stands twice`);
    }
  });
}

/** Quarters are counted up to the one reckoned, and what is settled by difference grows with the year. */
function checkSpan(
  { fact, over }: FormulaInput,
  path: string,
  { settle, guarantee }: Pick<FormulaRule, 'settle' | 'guarantee'>,
  fault: Fault,
): void {
  // A guarantee is owed for a quarter or not.
  const isCounted = over === 'yearToDate' || (over === 'quarter' && guarantee !== undefined);
  if (fact === 'quarters' && !isCounted) {
    fault(`${path}.over`, 'expected "yearToDate": quarters are counted from the start of the year');
  }
  if (settle === 'difference' && over === 'quarter') {
    fault(`${path}.over`, 'expected "yearToDate": what was settled before is taken from it');
  }
}
