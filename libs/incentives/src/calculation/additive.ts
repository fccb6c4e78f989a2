import { product, ratio } from '@accord/kernel';
import { stackingOf } from '@accord/programs';
import { differenceOf, leastOf, type Derivation } from '../formula/derivation';
import type { FormulaSale } from './formula-sale';
import { measureOfSale } from './measures';
import type { PriorLines } from './prior-lines';

/** @returns what a rule gives, at most what the points of its group leave; as it is in other groups */
export function withinPoints(
  sale: FormulaSale,
  derivation: Derivation,
  before: PriorLines,
): Derivation {
  const { rule, rules } = sale.claim;
  const group = stackingOf(rules, rule.exclusiveGroup);
  if (group?.mode !== 'additive' || group.atMost === null) return derivation;
  const base = measureOfSale({ fact: 'netArr', over: 'sale' }, sale);
  const points: Derivation = {
    step: { op: 'percent', rate: group.atMost },
    parts: [base],
    value: { ...base.value, ...product(base.value, ratio(group.atMost)) },
  };
  const prior = before.of(sale.claim);
  return leastOf(derivation, prior ? differenceOf(points, prior) : points);
}
