import { nodesOf } from './formula-nodes';
import type { FormulaInput } from './formula';
import type { Program } from '../program';
import type { IncentiveRule } from './incentives';
import type { ProgramRules } from './program-document';
import { stackingOf } from './stacking';

/** Whether a span of an input goes beyond the quarter that is reckoned. */
function isHistory(over: FormulaInput['over']): boolean {
  switch (over) {
    case 'sale':
    case 'quarter':
      return false;
    case 'yearToDate':
    case 'quarterLastYear':
    case 'lastYear':
    case 'bestQuarterBefore':
      return true;
  }
}

/**
 * How far a sale of a partner can change what a rule gives: on that sale only, in its quarter, in the
 * partner's others, or to other partners.
 */
export type Reach = 'sale' | 'quarter' | 'partner' | 'everybody';

function reachOfRule(rule: IncentiveRule, rules: ProgramRules): Reach {
  switch (rule.kind) {
    case 'referralFee':
      return isWeighed(rule, rules) ? 'quarter' : 'sale';
    case 'countTierRebate':
      return 'quarter';
    case 'formula':
      return reachOfFormula(rule);
  }
}

/** Whether it depends on what other rules of its group give, which may reach further. */
function isWeighed({ exclusiveGroup }: IncentiveRule, rules: ProgramRules): boolean {
  const mode = stackingOf(rules, exclusiveGroup)?.mode;
  switch (mode) {
    case undefined:
    case 'first':
    case 'election':
    case 'independent':
      return false;
    case 'highest':
    case 'additive':
    case 'cascade':
      return true;
  }
}

function reachOfFormula(rule: Extract<IncentiveRule, { kind: 'formula' }>): Reach {
  const caps = rule.caps ?? [];
  if (caps.some(({ among }) => among === 'everybody')) return 'everybody';
  const goesBeyondQuarter =
    rule.settle === 'difference' ||
    rule.taxForm?.above !== undefined ||
    caps.some(({ per }) => per !== 'quarter') ||
    nodesOf(rule.formula).some(([node]) => node.op === 'input' && isHistory(node.over));
  return goesBeyondQuarter ? 'partner' : 'quarter';
}

const FURTHEST_FIRST: readonly Reach[] = ['everybody', 'partner', 'quarter', 'sale'];

/** @returns the furthest reach of a rule in any version of the program */
export function reachOf({ versions }: Pick<Program, 'versions'>, name: string): Reach {
  const reaches = new Set<Reach>(
    versions.flatMap(({ rules }) =>
      rules.incentives.filter(({ rule }) => rule === name).map((rule) => reachOfRule(rule, rules)),
    ),
  );
  return FURTHEST_FIRST.find((reach) => reaches.has(reach)) ?? 'sale';
}
