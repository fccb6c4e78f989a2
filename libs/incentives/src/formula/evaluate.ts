import {
  compareRatios,
  minus,
  parseAmount,
  plus,
  product,
  quotient,
  ratio,
  whole,
  type Currency,
  type Ratio,
} from '@accord/kernel';
import type { Formula, FormulaInput } from '@accord/programs';
import { differenceOf, type Derivation, type Exact, type Step } from './derivation';
import { reachedRows } from './tiers';

/** Where a formula finds its facts. */
export interface Facts {
  readonly currency: Currency;
  /** The fact, and how it came about where it is not as it was recorded. */
  input(input: FormulaInput): Derivation;
}

/**
 * Reckons a formula on facts. Nothing is rounded.
 * @returns the value with every step that led to it
 * @throws Error for a formula whose units do not fit; `unitOf` tells so when a document is read
 */
export function evaluate(formula: Formula, facts: Facts): Derivation {
  const { currency } = facts;
  const money = (text: string): Ratio => whole(parseAmount(text, currency).minor);
  switch (formula.op) {
    case 'input':
      return facts.input(formula);
    case 'amount':
      return constant(formula, { unit: 'money', ...money(formula.amount) });
    case 'number':
      return constant(formula, { unit: 'number', ...ratio(formula.number) });
    case 'sum':
    case 'greatest':
    case 'least': {
      const { op, of } = formula;
      const parts = of.map((one) => evaluate(one, facts));
      return { step: { op }, parts, value: parts.map(({ value }) => value).reduce(fold[op]) };
    }
    case 'difference':
      return differenceOf(evaluate(formula.of, facts), evaluate(formula.less, facts));
    case 'percent': {
      const part = evaluate(formula.of, facts);
      const value = { ...part.value, ...product(part.value, ratio(formula.rate)) };
      return { step: { op: 'percent', rate: formula.rate }, parts: [part], value };
    }
    case 'perUnit': {
      const part = evaluate(formula.of, facts);
      const value: Exact = { unit: 'money', ...product(part.value, money(formula.amount)) };
      return { step: { op: 'perUnit', amount: formula.amount }, parts: [part], value };
    }
    case 'growth': {
      const parts = [evaluate(formula.of, facts), evaluate(formula.over, facts)] as const;
      const value = growth(parts[0].value, parts[1].value);
      return { step: { op: 'growth' }, parts, value };
    }
    case 'tiers': {
      const { rows: _, ...tiers } = formula.tiers;
      const of = evaluate(formula.of, facts);
      const by = formula.by && evaluate(formula.by, facts);
      const rows = reachedRows(formula.tiers, (by ?? of).value, of.value, currency);
      const value = rows.reduce<Ratio>((so, row) => plus(so, row.value), whole(0n));
      return {
        step: { op: 'tiers', tiers },
        parts: [of, ...(by ? [by] : []), ...rows],
        value: { unit: 'money', ...value },
      };
    }
  }
}

const constant = (step: Step, value: Exact): Derivation => ({ step, parts: [], value });

const fold = {
  sum: (a: Exact, b: Exact): Exact => ({ ...a, ...plus(a, b) }),
  greatest: (a: Exact, b: Exact): Exact => (compareRatios(a, b) >= 0 ? a : b),
  least: (a: Exact, b: Exact): Exact => (compareRatios(a, b) <= 0 ? a : b),
};

/** Growth over nothing is no growth: a program that rewards new business says so by other means. */
function growth(of: Exact, over: Exact): Exact {
  if (over.numerator <= 0n) return { unit: 'growth', ...whole(0n) };
  return { unit: 'growth', ...quotient(minus(of, over), over) };
}
