import { compareRatios, product, ratio } from '@accord/kernel';
import type { FormulaRule } from '../incentives';
import type { ProgramRules } from '../program-document';
import type { Fault } from './check';

/** Both parts of a split come from the same whole: what the fund accrues is its share of the rule's rate. */
export function checkSplit(
  { split, formula, caps, per }: FormulaRule,
  at: string,
  { coop }: ProgramRules,
  fault: Fault,
): void {
  if (!split) return;
  const path = `${at}.split`;
  if (!coop) return fault(path, 'expected none: the program has no co-op funds');
  const share = ratio(split.coop);
  if (share.numerator === 0n || share.numerator >= share.denominator) {
    fault(`${path}.coop`, `expected more than 0% and less than 100%, got "${split.coop}"`);
  }
  if (caps) fault(`${at}.caps`, 'expected none: the co-op fund has a limit of its own');
  const isPlain =
    per === 'sale' &&
    formula.op === 'percent' &&
    formula.of.op === 'input' &&
    formula.of.fact === coop.basis &&
    formula.of.over === 'sale' &&
    !formula.of.weights;
  if (!isPlain) {
    return fault(
      `${at}.formula`,
      `expected a percentage of "${coop.basis}" of the sale: it is split`,
    );
  }
  if (compareRatios(product(ratio(formula.rate), share), ratio(coop.rate)) !== 0) {
    fault('coop.rate', `expected ${split.coop} of ${formula.rate}, got "${coop.rate}"`);
  }
}
