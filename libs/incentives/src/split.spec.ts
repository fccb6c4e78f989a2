import { History } from '../../../test/support/history';
import { rulesOf } from '../../../test/support/sample-rules';
import { linesOf } from './spec-support/lines';

describe('An incentive that is split, 60% rebate and 40% co-op (Microsoft)', () => {
  const line = (netArr: string) =>
    linesOf(
      new History(rulesOf('microsoft'))
        .partner('fjord')
        .deal('d', { partnerId: 'fjord', dealType: 'sale', opportunity: 'o' })
        .sale('s', { opportunity: 'o', netArr, bookedOn: '2026-03-10' }),
    )[0];

  it('pays 3,000 of 5% of 100,000, and says what went into the fund', () => {
    expect(line('100000.00')).toMatchObject({
      amount: { minor: '300000' },
      derivation: 'csp-incentive on net ARR 100000.00, less 40% for the co-op fund, = 3000.00 USD',
      steps: {
        step: { op: 'difference' },
        parts: [
          { step: { op: 'percent', rate: '5%' }, value: { exact: '500000/1' } },
          { step: { op: 'percent', rate: '40%' }, value: { exact: '200000/1' } },
        ],
      },
    });
  });

  it('rounds what is paid once: 60% of 5% of 0.50 is 0.015', () => {
    expect(line('0.50')?.amount.minor).toBe('2');
  });
});
