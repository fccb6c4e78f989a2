import type { Formula, ProgramRules } from '@accord/programs';
import { formulaRule, historyOf, programOf } from '../../../test/support/formula-history';
import { History } from '../../../test/support/history';
import { bySale, linesOf } from './spec-support/lines';

const amount: Formula = { op: 'amount', amount: '100.00' };

describe('What a quarter earns, shared out over its sales', () => {
  const shares = (...netArrs: readonly string[]) =>
    bySale(
      linesOf(
        historyOf(
          programOf(formulaRule({ per: 'quarter', formula: amount })),
          netArrs.map((netArr, i) => [`2026-03-1${i}`, netArr] as const),
        ),
      ),
    );

  it('goes by what each brought', () => {
    expect(shares('300.00', '100.00')).toEqual(['75.00', '25.00']);
  });

  it('leaves nothing for a sale that brought nothing where another did', () => {
    expect(shares('0.00', '500.00')).toEqual(['0.00', '100.00']);
  });

  it('goes evenly where none brought anything', () => {
    expect(shares('0.00', '0.00')).toEqual(['50.00', '50.00']);
    expect(shares('0.00', '0.00', '0.00')).toEqual(['33.34', '33.33', '33.33']);
  });

  it('weighs sales in several currencies by their exact worth in the program’s', () => {
    const rules: ProgramRules = {
      ...programOf(formulaRule({ per: 'quarter', formula: amount })),
      conversion: { source: 'ecb', rateOn: 'booking', maxAgeDays: 5 },
    };
    const history = new History(rules).partner('fjord');
    const sold = [
      ['USD', '300.00'],
      ['EUR', '100.00'],
      ['GBP', '100.00'],
    ] as const;
    sold.forEach(([currency, netArr], i) =>
      history
        .deal(`d${i}`, { partnerId: 'fjord', dealType: 'resale', opportunity: `o${i}` })
        .sale(`s${i}`, { opportunity: `o${i}`, netArr, bookedOn: '2026-03-10', currency }),
    );
    history.rates('2026-03-10', { USD: '1.5', GBP: '0.75' });
    // 300 dollars, 150 for the euros, 200 for the pounds: of 650 in all.
    expect(bySale(linesOf(history))).toEqual(['46.15', '23.08', '30.77']);
  });
});
