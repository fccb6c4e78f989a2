import type { MoneyJson } from '@accord/kernel';
import type { Formula } from '@accord/programs';
import type { MarketplaceFee } from '@accord/sales';
import { formulaRule, programOf } from '../../../test/support/formula-history';
import { History } from '../../../test/support/history';
import { calculateEarnings } from './calculate-earnings';
import { bySale, linesOf } from './spec-support/lines';

const usd = (minor: string): MoneyJson => ({ minor, currency: 'USD' });
/** Google keeps 3% of 250,000. */
const fee: MarketplaceFee = {
  marketplace: 'google',
  business: 'new',
  of: 'annualFees',
  booking: usd('25000000'),
  rate: '3%',
  band: null,
  exact: { numerator: '75000000', denominator: '100' },
  rounding: 'half-up',
  amount: usd('750000'),
  programVersion: 'gitlab@1',
};
const sold = { annualFees: '250000.00', netArr: '250000.00', bookedOn: '2026-03-10' };
const money = (fact: 'netArr' | 'marketplaceFee', over: 'sale' | 'quarter'): Formula => ({
  op: 'input',
  fact,
  over,
});
const net = (over: 'sale' | 'quarter'): Formula => ({
  op: 'percent',
  rate: '10%',
  of: { op: 'difference', of: money('netArr', over), less: money('marketplaceFee', over) },
});

describe('What is bought through a marketplace', () => {
  it('still earns its referral fee, of everything, and says what the marketplace keeps', () => {
    const history = new History()
      .partner('fjord')
      .deal('d', { partnerId: 'fjord', dealType: 'referral', registeredOn: '2026-02-10' })
      .sale('s', { dealId: 'd', ...sold, marketplaceFee: fee });
    expect(calculateEarnings(history.events)).toEqual([
      expect.objectContaining({
        rule: 'referral-fee',
        amount: usd('2500000'),
        zeroReason: null,
        marketplaceFee: fee,
      }),
    ]);
  });

  it.each(['sale', 'quarter'] as const)(
    'is measured net of the fee where the rule says so, per %s: 10% of 242,500; another order loses nothing',
    (per) => {
      const rules = programOf(formulaRule({ per, formula: net(per) }));
      const deal = { partnerId: 'fjord', dealType: 'resale', registeredOn: '2026-03-01' } as const;
      const history = new History(rules)
        .partner('fjord')
        .deal('d1', deal)
        .sale('s1', { dealId: 'd1', ...sold, marketplaceFee: fee })
        .deal('d2', deal)
        .sale('s2', { dealId: 'd2', ...sold });
      const lines = linesOf(history);
      // A quarter's 49,250.00 is shared out by net ARR.
      expect(bySale(lines)).toEqual(
        per === 'sale' ? ['24250.00', '25000.00'] : ['24625.00', '24625.00'],
      );
      expect(lines.map(({ marketplaceFee }) => marketplaceFee)).toEqual([fee, undefined]);
      expect(JSON.stringify(lines[0]?.steps)).toContain('"fact":"marketplaceFee"');
    },
  );
});
