import { add, allocate, compareQuarters, toJson, zero, type Money } from '@accord/kernel';
import type { Derivation } from '../formula/derivation';
import { evaluate } from '../formula/evaluate';
import { Caps } from './caps';
import { roundedOf, type Earned } from './formula-line';
import { idOf, membersHashOf, type FormulaSale } from './formula-sale';
import { groupedBy } from './grouped';
import type { Measures } from './measures';
import { netArrWeights } from './net-arr-weights';
import { Settlements } from './settlements';

type Share = NonNullable<Earned['share']>;

/** What one version of the rule gives for a quarter, and what the sales under it have of that. */
interface Given {
  readonly first: FormulaSale;
  readonly derivation: Derivation;
  readonly spent: string | undefined;
  readonly parts: readonly (readonly [FormulaSale, Share])[];
  readonly sum: Money;
}

/**
 * What each quarter of a partner earns: rounded once and shared out over its sales. A sale is paid by the
 * version of the program that its deal was approved under: where a quarter has sales of several, each
 * version says what it gives for the whole quarter, and a sale has its part of what its own one gives.
 * @param counted all sales that count in their quarters; one whose version pays for each sale gets nothing
 *   here
 */
export function quarterByQuarter(
  counted: readonly FormulaSale[],
  measures: Measures,
): [FormulaSale, Earned][] {
  const quarters = [...groupedBy(counted, ({ claim }) => claim.quarter)].toSorted(([a], [b]) =>
    compareQuarters(a, b),
  );
  const caps = new Caps();
  const settlements = new Settlements();
  return quarters.flatMap(([quarter, sales]) => {
    const perQuarter = sales.filter(({ rule }) => rule.per === 'quarter');
    const versions = [...groupedBy(perQuarter, ({ claim }) => claim.programVersion).values()];
    // Each sees the limits and settlements as the quarters before have left them.
    const given = versions.flatMap((own) => givenFor(own, sales, measures, caps, settlements));
    return given.flatMap(({ first, derivation, spent, parts, sum }) => {
      settlements.add(quarter, sum);
      const limits = caps.use(first, sum);
      return parts.map(([sale, share]): [FormulaSale, Earned] => [
        sale,
        { derivation, spent, limits, share },
      ]);
    });
  });
}

/** @param own sales of one version @param all sales of the quarter */
function givenFor(
  own: readonly FormulaSale[],
  all: readonly FormulaSale[],
  measures: Measures,
  caps: Caps,
  settlements: Settlements,
): Given[] {
  const [first] = own;
  if (!first) return [];
  const { claim, rule } = first;
  const through = evaluate(rule.formula, {
    currency: claim.rules.currency,
    input: (input) => measures.of(input, first),
  });
  const unlimited =
    rule.settle === 'difference' ? settlements.rest(claim.quarter, through) : through;
  const derivation = caps.limit(first, unlimited);
  const amount = roundedOf(first, derivation);
  const parts = shared(own, all, amount);
  const sum = parts.reduce((so, [, part]) => add(so, part.amount), zero(amount.currency));
  return [{ first, derivation, spent: caps.spent(first), parts, sum }];
}

/** A quarter's amount over its sales by what each brought; evenly where none brought anything. */
function shared(
  own: readonly FormulaSale[],
  all: readonly FormulaSale[],
  amount: Money,
): (readonly [FormulaSale, Share])[] {
  const whole = { of: toJson(amount), sales: all.length, membersHash: membersHashOf(all) };
  const weights = netArrWeights(all);
  const evenly = weights.every(({ weight }) => weight === 0n);
  const parts = allocate(
    amount,
    weights.map(({ key, weight }) => ({ key, weight: evenly ? 1n : weight })),
  );
  return own.map((sale) => [
    sale,
    { amount: parts.get(idOf(sale)) ?? zero(amount.currency), whole },
  ]);
}
