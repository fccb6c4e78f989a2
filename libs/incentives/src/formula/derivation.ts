import { ratioText, type Ratio } from '@accord/kernel';
import type { FormulaInput, TierRow, Tiers } from '@accord/programs';

/** Minor units of the program's currency, a plain number, or a relative change. */
export type Unit = 'money' | 'number' | 'growth';

/** An exact value with what it counts. */
export interface Exact extends Ratio {
  readonly unit: Unit;
}

/** What was done at one place of a formula. */
export type Step =
  | { readonly op: 'input'; readonly input: Omit<FormulaInput, 'op'> }
  | { readonly op: 'amount'; readonly amount: string }
  | { readonly op: 'number'; readonly number: string }
  | { readonly op: 'sum' | 'greatest' | 'least' | 'difference' | 'growth' }
  | { readonly op: 'percent'; readonly rate: string }
  | { readonly op: 'perUnit'; readonly amount: string }
  | { readonly op: 'tiers'; readonly tiers: Omit<Tiers, 'rows'> }
  /** What other rules gave before on the same sale. */
  | { readonly op: 'prior'; readonly lines: readonly string[] }
  /** One row that was reached; its only part is what its rate applied to. */
  | { readonly op: 'row'; readonly row: TierRow }
  /** The part of a measure that a row pays for. */
  | { readonly op: 'portion' };

/**
 * How a value came about: the step, the derivations that it was done to, and what it gave. The first
 * part of tiers is the measure, the second, where there is one, what chose the row; rows follow.
 */
export interface Derivation {
  readonly step: Step;
  readonly parts: readonly Derivation[];
  readonly value: Exact;
}

/** A derivation as it is stored and shown: fractions in lowest terms as text. */
export interface DerivationJson {
  readonly step: Step;
  readonly parts: readonly DerivationJson[];
  readonly value: { readonly unit: Unit; readonly exact: string };
}

export const derivationJson = ({ step, parts, value }: Derivation): DerivationJson => ({
  step,
  parts: parts.map(derivationJson),
  value: { unit: value.unit, exact: ratioText(value) },
});
