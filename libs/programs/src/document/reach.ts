import { nodesOf } from './formula-nodes';
import type { FormulaInput } from './formula';
import type { Program } from '../program';
import type { IncentiveRule } from './incentives';

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
 * How far a sale of a partner can change what a rule gives: in its own quarter, in the partner's others,
 * or to other partners.
 */
export type Reach = 'quarter' | 'partner' | 'everybody';

function reachOfRule(rule: IncentiveRule): Reach {
  if (rule.kind !== 'formula') return 'quarter';
  const caps = rule.caps ?? [];
  if (caps.some(({ among }) => among === 'everybody')) return 'everybody';
  const goesBeyondQuarter =
    rule.settle === 'difference' ||
    rule.taxForm?.above !== undefined ||
    caps.some(({ per }) => per !== 'quarter') ||
    nodesOf(rule.formula).some(([node]) => node.op === 'input' && isHistory(node.over));
  return goesBeyondQuarter ? 'partner' : 'quarter';
}

/** @returns the reach of a rule in any version of the program */
export function reachOf({ versions }: Pick<Program, 'versions'>, name: string): Reach {
  const reaches = new Set(
    versions.flatMap(({ rules }) =>
      rules.incentives.filter(({ rule }) => rule === name).map(reachOfRule),
    ),
  );
  if (reaches.has('everybody')) return 'everybody';
  return reaches.has('partner') ? 'partner' : 'quarter';
}
