import { stackingOf } from '@accord/programs';
import { differenceOf, type Derivation } from '../formula/derivation';
import type { Claim } from './claim';
import type { PriorLines } from './prior-lines';

/**
 * A measure less what earlier rules of a cascade gave (Dynamics 365 rebate management, reduction
 * principle).
 * @returns the measure as it is where nothing is taken from it
 */
export function reduced(claim: Claim, measure: Derivation, before: PriorLines): Derivation {
  const { rule, rules } = claim;
  const group = stackingOf(rules, rule.exclusiveGroup);
  if (group?.mode !== 'cascade' || measure.value.unit !== 'money') return measure;
  const row = group.order.find((one) => one.rule === rule.rule);
  const prior = row?.reducedByPrior ? before.of(claim) : undefined;
  return prior ? differenceOf(measure, prior) : measure;
}
