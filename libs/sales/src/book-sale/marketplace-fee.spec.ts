import { currency, parseAmount, toJson } from '@accord/kernel';
import { programDocument, type ProgramRules } from '@accord/programs';
import { rulesOf } from '../../../../test/support/sample-rules';
import { marketplaceFee, spokenFee, type MarketplaceOrder } from './marketplace-fee';

const gitlab = rulesOf('gitlab');
/** GitLab's program in which the band that ends at a million has it. */
const million = (boundary: 'from' | 'to'): ProgramRules =>
  programDocument.parse(
    JSON.parse(JSON.stringify(gitlab), (key, value) => (key === 'boundary' ? boundary : value)),
  );
const order = (
  marketplace: string,
  amount: string,
  more: { business?: MarketplaceOrder['business']; code?: string } = {},
): MarketplaceOrder => {
  const money = toJson(parseAmount(amount, currency(more.code ?? 'USD')));
  const zero = toJson(parseAmount('0', currency(more.code ?? 'USD')));
  const business = 'business' in more ? more.business : 'new';
  return { marketplace, business, annualFees: money, netArr: zero };
};
const said = (given: MarketplaceOrder, rules: ProgramRules = gitlab) => {
  const found = marketplaceFee(given, { rules, label: 'gitlab@1' });
  return 'fee' in found ? spokenFee(found.fee) : found.rejection;
};

// GitLab Channel Operations, November 2022: Google 3%; AWS 8% below a million, 6% above, 3% for renewals.
describe('What a marketplace keeps of a booking', () => {
  it.each([
    ['google', 'new', '250000.00', '3% of annual fees 250000.00 = 7500.00 USD'],
    ['google', 'renewal', '250000.00', '3% of annual fees 250000.00 = 7500.00 USD'],
    ['aws', 'renewal', '2000000.00', '3% of annual fees 2000000.00 = 60000.00 USD'],
    ['aws', 'renewal', '0.00', '3% of annual fees 0.00 = 0.00 USD'],
  ] as const)('is for %s, %s, of %s: %s', (marketplace, business, amount, arithmetic) => {
    const fee = said(order(marketplace, amount, { business }));
    expect(fee).toBe(`${marketplace}, ${business}: ${arithmetic}`);
  });

  it.each([
    ['from', '0.00', 'below 1000000.00 USD: 8% of annual fees 0.00 = 0.00 USD'],
    ['from', '999999.99', 'below 1000000.00 USD: 8% of annual fees 999999.99 = 80000.00 USD'],
    ['from', '1000000.00', 'from 1000000.00 USD: 6% of annual fees 1000000.00 = 60000.00 USD'],
    ['from', '1000000.01', 'from 1000000.00 USD: 6% of annual fees 1000000.01 = 60000.00 USD'],
    ['to', '0.00', 'up to 1000000.00 USD: 8% of annual fees 0.00 = 0.00 USD'],
    ['to', '999999.99', 'up to 1000000.00 USD: 8% of annual fees 999999.99 = 80000.00 USD'],
    ['to', '1000000.00', 'up to 1000000.00 USD: 8% of annual fees 1000000.00 = 80000.00 USD'],
    ['to', '1000000.01', 'above 1000000.00 USD: 6% of annual fees 1000000.01 = 60000.00 USD'],
  ] as const)('where a bound belongs to "%s" is for AWS, new, of %s: %s', (where, amount, text) => {
    expect(said(order('aws', amount), million(where))).toBe(`aws, new ${text}`);
  });

  it('is kept exactly, and rounded once as the program rounds', () => {
    const rules = (rounding: 'half-up' | 'half-even'): ProgramRules => ({
      ...gitlab,
      payout: { ...gitlab.payout, rounding },
    });
    const feeOf = (amount: string, rounding: 'half-up' | 'half-even') =>
      marketplaceFee(order('google', amount), { rules: rules(rounding), label: 'gitlab@1' });
    // 3% of 1.50 are 4.5 cents.
    expect(feeOf('1.50', 'half-up')).toMatchObject({
      fee: { exact: { numerator: '450', denominator: '100' }, amount: { minor: '5' } },
    });
    expect(feeOf('1.50', 'half-even')).toMatchObject({ fee: { amount: { minor: '4' } } });
  });

  it('names rate, band, booking, rounding and program version', () => {
    const found = marketplaceFee(order('aws', '999999.99'), { rules: gitlab, label: 'gitlab@7' });
    expect(found).toEqual({
      fee: {
        marketplace: 'aws',
        business: 'new',
        of: 'annualFees',
        booking: { minor: '99999999', currency: 'USD' },
        rate: '8%',
        band: { from: null, to: '1000000.00', boundary: 'from' },
        exact: { numerator: '799999992', denominator: '100' },
        rounding: 'half-up',
        amount: { minor: '8000000', currency: 'USD' },
        programVersion: 'gitlab@7',
      },
    });
  });

  it('is not guessed: of an unknown marketplace, of business that nobody names, of bands in other money', () => {
    expect(said(order('azure', '1.00'))).toEqual({
      code: 'marketplace-unknown',
      message: 'gitlab@1 knows no marketplace "azure"; it knows google, aws',
      path: 'marketplace',
    });
    const { fees: _fees, ...without } = gitlab;
    expect(said(order('aws', '1.00'), without)).toMatchObject({
      message: 'gitlab@1 knows no marketplace "aws"; it knows none',
    });
    expect(said(order('toString', '1.00'))).toMatchObject({ code: 'marketplace-unknown' });
    expect(said(order('aws', '1.00', { business: undefined }))).toMatchObject({
      code: 'business-unknown',
      path: 'business',
    });
    expect(said(order('aws', '1.00', { code: 'EUR' }))).toEqual({
      code: 'fee-in-other-currency',
      message: 'What "aws" keeps goes by amounts in USD; the order is in EUR',
      path: 'currency',
    });
    // One rate is one in every currency.
    expect(said(order('google', '250000.00', { code: 'EUR' }))).toBe(
      'google, new: 3% of annual fees 250000.00 = 7500.00 EUR',
    );
  });
});
