import { add, allocate, compareQuarters, toJson, zero, type Money } from '@accord/kernel';
import type { Derivation } from '../formula/derivation';
import { evaluate } from '../formula/evaluate';
import { Caps } from './caps';
import { roundedIn, roundedOf, type Earned } from './formula-line';
import { idOf, membersHashOf, type FormulaSale } from './formula-sale';
import { groupedBy } from './grouped';
import type { Guarantee } from './guarantees';
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

/** What the quarters of a partner give: to sales, and for quarters in which none counts. */
interface Quarters {
  readonly sold: readonly (readonly [FormulaSale, Earned])[];
  readonly unsold: readonly (readonly [Guarantee, Derivation])[];
}

/**
 * What each quarter of a partner earns: rounded once and shared out over its sales. A sale is paid by the
 * version of the program that its deal was approved under: where a quarter has sales of several, each
 * version says what it gives for the whole quarter, and a sale has its part of what its own one gives. What
 * is guaranteed for a quarter goes to its sales as well; where none is under a guarantee, it stands alone.
 * @param counted all sales that count in their quarters; one whose version pays for each sale gets nothing
 *   here
 * @param guarantees of quarters that are over
 */
export function quarterByQuarter(
  counted: readonly FormulaSale[],
  guarantees: readonly Guarantee[],
  measures: Measures,
): Quarters {
  const sales = groupedBy(counted, ({ claim }) => claim.quarter);
  const owed = new Map(guarantees.map((guarantee) => [guarantee.quarter, guarantee]));
  const quarters = [...new Set([...sales.keys(), ...owed.keys()])].toSorted(compareQuarters);
  const caps = new Caps();
  const settlements = new Settlements();
  const sold: (readonly [FormulaSale, Earned])[] = [];
  const unsold: (readonly [Guarantee, Derivation])[] = [];
  for (const quarter of quarters) {
    const all = sales.get(quarter) ?? [];
    const perQuarter = all.filter(({ rule }) => rule.per === 'quarter');
    const versions = [...groupedBy(perQuarter, ({ claim }) => claim.programVersion).values()];
    // Each sees the limits and settlements as the quarters before have left them.
    const given = versions.flatMap((own) => givenFor(own, all, measures, caps, settlements));
    const guarantee = owed.get(quarter);
    if (guarantee && !perQuarter.some(({ rule }) => rule.guarantee)) {
      const derivation = throughQuarter(guarantee, measures, settlements);
      settlements.add(quarter, roundedIn(guarantee.rules, derivation));
      unsold.push([guarantee, derivation]);
    }
    for (const { first, derivation, spent, parts, sum } of given) {
      settlements.add(quarter, sum);
      const limits = caps.use(first, sum);
      for (const [sale, share] of parts) sold.push([sale, { derivation, spent, limits, share }]);
    }
  }
  return { sold, unsold };
}

/** What a rule gives for a quarter, less what was settled before where it says so. */
function throughQuarter(
  { rule, rules, quarter }: Pick<Guarantee, 'rule' | 'rules' | 'quarter'>,
  measures: Measures,
  settlements: Settlements,
): Derivation {
  const through = evaluate(rule.formula, {
    currency: rules.currency,
    input: (input) => measures.through(input, quarter, rule),
  });
  return rule.settle === 'difference' ? settlements.rest(quarter, through) : through;
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
  const derivation = caps.limit(first, throughQuarter({ ...claim, rule }, measures, settlements));
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
