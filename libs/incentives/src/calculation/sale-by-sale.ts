import { evaluate } from '../formula/evaluate';
import type { Derivation } from '../formula/derivation';
import { withinPoints } from './additive';
import { Caps } from './caps';
import { reduced } from './cascade';
import { roundedOf, type Earned } from './formula-line';
import type { FormulaSale } from './formula-sale';
import type { Measures } from './measures';
import type { PriorLines } from './prior-lines';
import { paidPart } from './split';

/** What each sale earns by itself; limits go to the sales that were booked first. */
export function saleBySale(
  sales: readonly FormulaSale[],
  measuresOf: ReadonlyMap<FormulaSale, Measures>,
  before: PriorLines,
): [FormulaSale, Earned][] {
  const caps = new Caps();
  return sales.flatMap((sale): [FormulaSale, Earned][] => {
    const measures = measuresOf.get(sale);
    if (!measures) return [];
    const whole = derive(sale, measures, caps, before);
    const given = withinPoints(sale, paidPart(sale, whole), before);
    const derivation = caps.limit(sale, given);
    const spent = caps.spent(sale);
    const limits = caps.use(sale, roundedOf(sale, derivation));
    return [[sale, { derivation, spent, limits }]];
  });
}

function derive(sale: FormulaSale, measures: Measures, caps: Caps, before: PriorLines): Derivation {
  const { claim, rule } = sale;
  return evaluate(rule.formula, {
    currency: claim.rules.currency,
    input(input) {
      const measure = caps.limitMeasure(sale, input, measures.of(input, sale));
      return reduced(claim, measure, before);
    },
  });
}
