import type { ProgramRules } from '@accord/programs';
import { formulaRule, historyOf, programOf } from '../../../test/support/formula-history';
import { bySale, linesOf } from './spec-support/lines';

/** 10% of each sale, paid ten days after its month. */
const rules: ProgramRules = {
  ...programOf(
    formulaRule({
      per: 'sale',
      formula: { op: 'percent', rate: '10%', of: { op: 'input', fact: 'netArr', over: 'sale' } },
      due: { quarterEndPlusDays: 10 },
    }),
  ),
  fiscalYear: { firstMonth: 1, periods: 'month' },
};

describe('A program by month (V-25, scenario 60: Salesforce Rebate Management)', () => {
  it('60: pays for January on 10 February; what was sold on 3 February is of that month', () => {
    const lines = linesOf(
      historyOf(rules, [
        ['2026-01-01', '1000.00'],
        ['2026-01-31', '2000.00'],
        ['2026-02-03', '4000.00'],
      ]),
    );
    expect(bySale(lines)).toEqual(['100.00', '200.00', '400.00']);
    expect(lines.map(({ quarter, dueOn }) => [quarter, dueOn])).toEqual([
      ['FY2026-M01', '2026-02-10'],
      ['FY2026-M01', '2026-02-10'],
      ['FY2026-M02', '2026-03-10'],
    ]);
  });
});
