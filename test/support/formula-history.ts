import { isoDate } from '@accord/kernel';
import type { FormulaRule, ProgramRules } from '@accord/programs';
import { History, gitlabRules } from './history';

/** A rule on resale deals that is a formula and has no other conditions. */
export const formulaRule = (
  rule: Partial<FormulaRule> & Pick<FormulaRule, 'per' | 'formula'>,
): FormulaRule => ({
  kind: 'formula',
  rule: 'rebate',
  dealType: 'resale',
  illustrative: true,
  requires: { designations: [], tracks: [] },
  due: { quarterEndPlusDays: 45 },
  exclusiveGroup: null,
  ...rule,
});

/** GitLab's program, in force for years, with these rules in the place of its incentives. */
export const programOf = (...incentives: readonly FormulaRule[]): ProgramRules => ({
  ...gitlabRules(),
  effectiveFrom: isoDate('2020-02-01'),
  incentives: [...incentives],
});

/** Sales of one partner: the day, what was sold, and of which product family. */
export type Sold = readonly (readonly [day: string, netArr: string, productFamily?: string])[];

/** Each sale has a deal of its own, approved on the day of the sale. */
export function historyOf(rules: ProgramRules, sold: Sold): History {
  const history = new History(rules).partner('fjord');
  sold.forEach(([day, netArr, productFamily = 'Premium'], i) => {
    const [n, opportunity] = [String(i).padStart(3, '0'), `o${i}`];
    history
      .deal(`d${n}`, {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity,
        productFamily,
        registeredOn: day,
      })
      .sale(`s${n}`, { opportunity, netArr, bookedOn: day });
  });
  return history;
}
