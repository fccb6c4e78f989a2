import type { RoundingMode } from '@accord/kernel';
import type { FormulaRule } from '@accord/programs';
import { formulaRule, historyOf, programOf } from '../../../test/support/formula-history';
import { byQuarter, linesOf } from './spec-support/lines';

/** What so many equal sales of a quarter earn together. */
function together(
  count: number,
  netArr: string,
  rate: string,
  per: FormulaRule['per'],
  rounding: RoundingMode = 'half-up',
): string | undefined {
  const over = per === 'sale' ? 'sale' : 'quarter';
  const formula = { op: 'percent', rate, of: { op: 'input', fact: 'netArr', over } } as const;
  const rules = { ...programOf(formulaRule({ per, formula })), payout: { rounding } };
  const sold = Array.from({ length: count }, () => ['2026-03-10', netArr] as const);
  return byQuarter(linesOf(historyOf(rules, sold)))['FY2027-Q1'];
}

describe('Rounding once per sale or once per quarter', () => {
  it('makes 8.00 or 8.33 of a hundred sales of 3.33 at 2.5%', () => {
    expect(together(100, '3.33', '2.5%', 'sale')).toBe('8.00');
    expect(together(100, '3.33', '2.5%', 'quarter')).toBe('8.33');
  });

  it('makes 10.00 half-up, 0.00 half-even, and 5.00 together of a thousand sales of 0.10 at 5%', () => {
    expect(together(1_000, '0.10', '5%', 'sale')).toBe('10.00');
    expect(together(1_000, '0.10', '5%', 'sale', 'half-even')).toBe('0.00');
    expect(together(1_000, '0.10', '5%', 'quarter')).toBe('5.00');
  });
});
