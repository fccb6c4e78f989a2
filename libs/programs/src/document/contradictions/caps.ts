import { nodesOf } from '../formula-nodes';
import type { FormulaInput } from '../formula';
import type { FormulaRule } from '../incentives';
import type { ProgramRules } from '../program-document';
import { amountAt } from './amounts';
import type { Fault } from './check';

/** Limits are one of each kind, of what the rule has: sales, people, a measure that it looks at. */
export function checkCaps(
  { caps = [], per, payee, formula }: FormulaRule,
  at: string,
  rules: ProgramRules,
  fault: Fault,
): void {
  const inputs = nodesOf(formula).flatMap(([node]): FormulaInput[] =>
    node.op === 'input' ? [node] : [],
  );
  caps.forEach((cap, i) => {
    const path = `${at}.caps.${i}`;
    const { among = 'partner', on = 'payout' } = cap;
    amountAt(rules, fault, `${path}.amount`, cap.amount);
    const isSame = (other: typeof cap): boolean =>
      other.per === cap.per &&
      (other.among ?? 'partner') === among &&
      (other.on ?? 'payout') === on;
    if (caps.findIndex(isSame) < i) fault(`${path}.per`, `"${cap.per}" stands twice`);
    if (cap.per === 'deal' && per === 'quarter') {
      fault(`${path}.per`, 'expected no "deal": the rule is reckoned per quarter');
    }
    if (among === 'person' && payee !== 'person') {
      fault(`${path}.among`, 'expected no "person": the rule pays no person');
    }
    if (among === 'everybody' && per === 'quarter') {
      fault(`${path}.among`, 'expected no "everybody": partners` quarters come at the same time');
    }
    if (on === 'payout') return;
    const measured = inputs.filter(({ fact, over }) => fact === on && over === 'sale');
    if (measured.length === 0) {
      fault(`${path}.on`, `expected a formula that looks at "${on}" of the sale`);
    }
    if (measured.some(({ weights }) => weights)) {
      fault(`${path}.on`, `"${on}" is weighted: how much of the limit it uses up is not clear`);
    }
  });
}
