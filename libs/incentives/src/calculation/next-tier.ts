import {
  formatAmount,
  minus,
  money,
  plus,
  product,
  quarterEnd,
  whole,
  type Ratio,
} from '@accord/kernel';
import { nodesOf, type FormulaInput, type TierRow } from '@accord/programs';
import type { Derivation } from '../formula/derivation';
import { nextRow, type NextRow } from '../formula/tiers';
import type { FormulaSale } from './formula-sale';

/**
 * What would have reached the next row of each table of tiers in a rule: how much more of what chooses the
 * row, and by when.
 * @param derivation of the rule for this sale, or for its quarter
 */
export function nextTiers(sale: FormulaSale, derivation: Derivation): string[] {
  const tables = nodesOf(sale.rule.formula).flatMap(([node]) =>
    node.op === 'tiers' ? [node] : [],
  );
  const reckoned = tablesOf(derivation);
  return tables.flatMap(({ tiers, by }, at) => {
    const [of, chooser] = reckoned[at]?.parts ?? [];
    const measured = by ? chooser : of;
    if (!measured) return [];
    const next = nextRow(tiers, measured.value, sale.claim.rules.currency);
    const more = next && moreOf(sale, measured, next);
    return more === undefined || !next ? [] : [`${more}: ${paysOf(next.row, sale)}`];
  });
}

/** Tables as they were reckoned, in the order of the formula. */
const tablesOf = (one: Derivation): Derivation[] => [
  ...(one.step.op === 'tiers' ? [one] : []),
  ...one.parts.flatMap(tablesOf),
];

/** @returns undefined where nobody could bring more of it: time, or growth over nothing */
function moreOf(sale: FormulaSale, measured: Derivation, next: NextRow): string | undefined {
  const { rules, quarter } = sale.claim;
  if (measured.step.op === 'growth') {
    const [of, over] = measured.parts;
    if (!of || !over || over.value.numerator <= 0n) return undefined;
    const start = product(over.value, plus(whole(1n), next.start));
    return moreOf(sale, of, { ...next, start });
  }
  const input = measured.step.op === 'input' ? measured.step.input : undefined;
  if (input?.fact === 'quarters' || (input && !isOpen(input.over))) return undefined;
  const count = wholeAbove(minus(next.start, measured.value), next.isAbove);
  const amount =
    measured.value.unit === 'money'
      ? `${formatAmount(money(count, rules.currency))} ${rules.currency}`
      : String(count);
  const what = input ? named(input) : 'of what is measured';
  const when =
    input?.over === 'sale' ? 'with this sale' : `by ${quarterEnd(quarter, rules.fiscalYear)}`;
  return `${amount} more ${what} ${when}`;
}

/** Whether sales of the quarter that is reckoned are in it. */
function isOpen(over: FormulaInput['over']): boolean {
  switch (over) {
    case 'sale':
    case 'quarter':
    case 'yearToDate':
      return true;
    case 'quarterLastYear':
    case 'lastYear':
    case 'bestQuarterBefore':
      return false;
  }
}

function named({ fact, weights }: Omit<FormulaInput, 'op'>): string {
  const names = {
    netArr: 'net ARR',
    annualFees: 'annual fees',
    marketplaceFee: 'marketplace fees',
    paid: 'paid by customers',
    sales: 'sales',
    units: 'units',
    quarters: 'quarters',
  };
  return weights ? `weighted ${names[fact]}` : names[fact];
}

/** The least whole number that is not below a fraction, or above it. */
function wholeAbove({ numerator, denominator }: Ratio, isAbove: boolean): bigint {
  const floor = numerator / denominator;
  return isAbove || floor * denominator < numerator ? floor + 1n : floor;
}

function paysOf({ rate, perUnit, flat }: TierRow, { claim }: FormulaSale): string {
  const { currency } = claim.rules;
  const all = [
    ...(rate === undefined ? [] : [rate]),
    ...(perUnit === undefined ? [] : [`${perUnit} ${currency} for each`]),
    ...(flat === undefined ? [] : [`${flat} ${currency}`]),
  ];
  return all.join(' and ');
}
