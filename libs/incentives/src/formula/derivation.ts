import {
  compareRatios,
  minus,
  ratioText,
  type FiscalQuarter,
  type MoneyJson,
  type Ratio,
} from '@accord/kernel';
import type { Cap, FormulaInput, TierRow, Tiers } from '@accord/programs';

/** Minor units of the program's currency, a plain number, or a relative change. */
export type Unit = 'money' | 'number' | 'growth';

/** An exact value with what it counts. */
export interface Exact extends Ratio {
  readonly unit: Unit;
}

/** What a rule settled in an earlier quarter. */
export interface Settled {
  readonly quarter: FiscalQuarter;
  readonly amount: MoneyJson;
}

/** What was done at one place of a formula. */
export type Step =
  | {
      readonly op: 'input';
      readonly input: Omit<FormulaInput, 'op'>;
      /** The sales that it was summed over, where they are more than the one reckoned. */
      readonly from?: {
        readonly sales: number;
        readonly membersHash: string;
        /** How many of them were in other currencies; each one's line tells its rate. */
        readonly converted?: number;
      };
    }
  /** A sale's amount in the program's currency; `factor` is of minor units, exact. */
  | {
      readonly op: 'convert';
      readonly from: string;
      readonly to: string;
      readonly publication: string;
      readonly factor: string;
    }
  | { readonly op: 'amount'; readonly amount: string }
  | { readonly op: 'number'; readonly number: string }
  | { readonly op: 'sum' | 'greatest' | 'least' | 'difference' | 'growth' }
  | { readonly op: 'percent'; readonly rate: string }
  | { readonly op: 'perUnit'; readonly amount: string }
  | { readonly op: 'tiers'; readonly tiers: Omit<Tiers, 'rows'> }
  /** What other rules gave before on the same sale. */
  | { readonly op: 'prior'; readonly lines: readonly string[] }
  /** What earlier quarters of the fiscal year have settled. */
  | { readonly op: 'settled'; readonly quarters: readonly Settled[] }
  /** What lines before used up of a limit. */
  | ({ readonly op: 'taken'; readonly lines: number } & Omit<Cap, 'amount'>)
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

/** @returns the one less the other, of the same unit */
export const differenceOf = (of: Derivation, less: Derivation): Derivation => ({
  step: { op: 'difference' },
  parts: [of, less],
  value: { ...of.value, ...minus(of.value, less.value) },
});

/** @returns the lower of two values of the same unit */
export const leastOf = (a: Derivation, b: Derivation): Derivation => ({
  step: { op: 'least' },
  parts: [a, b],
  value: compareRatios(a.value, b.value) <= 0 ? a.value : b.value,
});

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
