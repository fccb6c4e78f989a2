import type { Formula } from '@accord/programs';
import { History } from '../../../test/support/history';
import { formulaRule, programOf } from '../../../test/support/formula-history';
import { bySale, linesOf } from './spec-support/lines';

const ordered: Formula = { op: 'input', fact: 'annualFees', over: 'sale' };
const invoiced: Formula = { op: 'input', fact: 'paid', over: 'sale' };

describe('Of an order of 10 of which 8 came (V-24: Oracle, accruals of a channel batch)', () => {
  const rules = programOf(
    formulaRule({ per: 'sale', rule: 'earned', formula: invoiced }),
    formulaRule({
      per: 'sale',
      rule: 'open',
      formula: { op: 'difference', of: ordered, less: invoiced },
    }),
  );
  const order = () =>
    new History(rules)
      .partner('fjord')
      .deal('d', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o' })
      .sale('s', { opportunity: 'o', annualFees: '10.00', bookedOn: '2026-03-10' });

  it('8 are earned and 2 are open', () => {
    expect(bySale(linesOf(order()))).toEqual(['0.00', '10.00']);
    expect(bySale(linesOf(order().paid('s', '8.00', '2026-03-20')))).toEqual(['8.00', '2.00']);
  });
});
