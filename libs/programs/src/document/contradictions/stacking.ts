import { nodesOf } from '../formula-nodes';
import type { IncentiveRule } from '../incentives';
import { orderOf } from '../stacking';
import type { Check } from './check';

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
      if (mode !== 'first' && !isOfOneSale(rule)) {
        fault(path, `"${name}" looks beyond the sale: "${mode}" takes rules of one sale alone`);
      }
      if (mode === 'cascade' && rule.kind !== 'formula') {
        fault(path, `expected a formula, whose measure can be reduced, got "${name}"`);
      }
    });
    for (const { rule } of members) {
      if (!order.includes(rule)) fault(`${at}.order`, `expected "${rule}" among them`);
    }
  });
};

function isOfOneSale(rule: IncentiveRule): boolean {
  switch (rule.kind) {
    case 'referralFee':
      return true;
    case 'countTierRebate':
      return false;
    case 'formula':
      return (
        rule.per === 'sale' &&
        nodesOf(rule.formula).every(([node]) => node.op !== 'input' || node.over === 'sale')
      );
  }
}
