import {
  compareRatios,
  parseAmount,
  ratio,
  whole,
  type Currency,
  type Ratio,
} from '@accord/kernel';
import type { TierRow, Tiers } from './formula';
import type { FormulaUnit } from './formula-unit';

/** A bound of a row in the unit of what it bounds: minor units for an amount. */
export const boundOf = (text: string, unit: FormulaUnit, currency: Currency): Ratio =>
  unit === 'money' ? whole(parseAmount(text, currency).minor) : ratio(text);

/** Whether a measure has come to a row; an amount that stands at its start belongs where `boundary` says. */
export function isReached(
  { from }: Pick<TierRow, 'from'>,
  boundary: Tiers['boundary'],
  by: Ratio,
  bound: (text: string) => Ratio,
): boolean {
  if (from === null) return true;
  const beyond = compareRatios(by, bound(from));
  return boundary === 'to' ? beyond > 0 : beyond >= 0;
}
