import { nodesOf } from '../formula-nodes';
import type { IncentiveRule } from '../incentives';
import { orderOf, type StackingGroup } from '../stacking';
import type { Check, Fault } from './check';

/** A group names all of its rules, each once, and weighs only those that look at one sale alone. */
export const checkStacking: Check = ({ stacking = [], incentives }, fault) => {
  stacking.forEach((entry, i) => {
    const at = `stacking.${i}`;
    const { group, mode } = entry;
    if (stacking.findIndex((other) => other.group === group) < i) {
      fault(`${at}.group`, `"${group}" stands twice`);
    }
    const members = incentives.filter(({ exclusiveGroup }) => exclusiveGroup === group);
    const order = orderOf(entry);
    order.forEach((name, r) => {
      const path = `${at}.order.${r}`;
      if (order.indexOf(name) < r) fault(path, `"${name}" stands twice`);
      const rule = members.find((member) => member.rule === name);
      if (!rule) return fault(path, `expected a rule of the group "${group}", got "${name}"`);
      checkMember(mode, rule, path, fault);
    });
    if (entry.mode === 'election' && entry.otherwise !== null) {
      const { otherwise } = entry;
      if (!order.includes(otherwise)) {
        fault(`${at}.otherwise`, `expected one of ${order.join(', ')}, got "${otherwise}"`);
      }
    }
    for (const { rule } of members) {
      if (!order.includes(rule)) fault(`${at}.order`, `expected "${rule}" among them`);
    }
  });
};

function checkMember(
  mode: StackingGroup['mode'],
  rule: IncentiveRule,
  path: string,
  fault: Fault,
): void {
  switch (mode) {
    case 'first':
    case 'election':
    case 'independent':
      return;
    case 'highest':
    case 'additive':
    case 'cascade':
      if (!isOfOneSale(rule)) {
        fault(
          path,
          `"${rule.rule}" looks beyond the sale: "${mode}" takes rules of one sale alone`,
        );
      }
      if (mode !== 'highest' && rule.kind !== 'formula') {
        fault(path, `expected a formula, which can be reduced, got "${rule.rule}"`);
      }
  }
}

function isOfOneSale(rule: IncentiveRule): boolean {
  switch (rule.kind) {
    case 'referralFee':
      return true;
    case 'countTierRebate':
      return false;
    case 'formula':
      return (
        rule.per === 'sale' &&
        (rule.caps ?? []).length === 0 &&
        nodesOf(rule.formula).every(([node]) => node.op !== 'input' || node.over === 'sale')
      );
  }
}
