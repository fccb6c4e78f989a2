import { allocate, compareQuarters, toJson, zero, type Money } from '@accord/kernel';
import { evaluate } from '../formula/evaluate';
import { Caps } from './caps';
import { roundedOf, type Earned } from './formula-line';
import { idOf, membersHashOf, type FormulaSale } from './formula-sale';
import { groupedBy } from './grouped';
import type { Measures } from './measures';
import { netArrWeights } from './net-arr-weights';
import { Settlements } from './settlements';

/** What each quarter of a partner earns: rounded once and shared out over its sales. */
export function quarterByQuarter(
  sales: readonly FormulaSale[],
  measures: Measures,
): [FormulaSale, Earned][] {
  const quarters = [...groupedBy(sales, ({ claim }) => claim.quarter)].toSorted(([a], [b]) =>
    compareQuarters(a, b),
  );
  const caps = new Caps();
  const settlements = new Settlements();
  return quarters.flatMap(([quarter, members]) => {
    const [first] = members;
    if (!first) return [];
    const through = evaluate(first.rule.formula, {
      currency: first.claim.rules.currency,
      input: (input) => measures.of(input, first),
    });
    const { settle } = first.rule;
    const given = settle === 'difference' ? settlements.rest(quarter, through) : through;
    const derivation = caps.limit(first, given);
    const spent = caps.spent(first);
    const amount = roundedOf(first, derivation);
    settlements.add(quarter, amount);
    const limits = caps.use(first, amount);
    return shared(members, amount, { derivation, spent, limits });
  });
}

/** A quarter's amount over its sales by what each brought; evenly where none brought anything. */
function shared(
  members: readonly FormulaSale[],
  amount: Money,
  earned: Earned,
): [FormulaSale, Earned][] {
  const whole = {
    of: toJson(amount),
    sales: members.length,
    membersHash: membersHashOf(members),
  };
  const weights = netArrWeights(members);
  const evenly = weights.every(({ weight }) => weight === 0n);
  const parts = allocate(
    amount,
    weights.map(({ key, weight }) => ({ key, weight: evenly ? 1n : weight })),
  );
  return members.map((sale) => {
    const part = parts.get(idOf(sale)) ?? zero(amount.currency);
    return [sale, { ...earned, share: { amount: part, whole } }];
  });
}
