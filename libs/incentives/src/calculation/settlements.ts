import {
  fiscalYearOf,
  fromJson,
  toJson,
  whole,
  type FiscalQuarter,
  type Money,
} from '@accord/kernel';
import { differenceOf, type Derivation, type Settled } from '../formula/derivation';

/**
 * What earlier quarters of a fiscal year have settled (SAP condition contracts: the final settlement is
 * the whole volume's rebate less what was settled already). Quarters come in their order.
 */
export class Settlements {
  private readonly before = new Map<string, Settled[]>();

  add(quarter: FiscalQuarter, amount: Money): void {
    const year = fiscalYearOf(quarter);
    const settled = { quarter, amount: toJson(amount) };
    this.before.set(year, [...(this.before.get(year) ?? []), settled]);
  }

  /** @returns what is left of a year's amount to settle in a quarter; below zero where too much was */
  rest(quarter: FiscalQuarter, throughQuarter: Derivation): Derivation {
    const quarters = this.before.get(fiscalYearOf(quarter)) ?? [];
    const sum = quarters.reduce((so, { amount }) => so + fromJson(amount).minor, 0n);
    const settled: Derivation = {
      step: { op: 'settled', quarters },
      parts: [],
      value: { unit: 'money', ...whole(sum) },
    };
    return differenceOf(throughQuarter, settled);
  }
}
