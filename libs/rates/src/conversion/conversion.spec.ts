import * as fc from 'fast-check';
import {
  currency,
  formatAmount,
  isoDate,
  parseAmount,
  round,
  times,
  type Currency,
} from '@accord/kernel';
import type { Publication } from '../rates.events';
import { conversionBy } from './conversion';

const day = isoDate('2024-12-31');
const published = (rates: Record<string, string>, on = day): Publication => ({
  publication: `ecb/${on}/1`,
  source: 'ecb',
  publishedOn: on,
  base: currency('EUR'),
  rates,
});
const ecb = published({ USD: '1.0389', JPY: '163.06', GBP: '0.82918' });
const wanted = (from: string, to: string, on = day) => ({
  source: 'ecb',
  day: on,
  maxAgeDays: 4,
  from: currency(from),
  to: currency(to),
});

/** The amount in the other currency, rounded once. */
function converted(text: string, from: string, to: string, by = ecb): string {
  const conversion = conversionBy(by, wanted(from, to));
  if ('missing' in conversion) return conversion.missing;
  const exact = times(parseAmount(text, currency(from)), conversion.factor);
  return formatAmount(round({ ...exact, currency: currency(to) }, 'half-up'));
}

describe('A conversion by published rates', () => {
  // ECB reference rates of 2024-12-31.
  it.each([
    ['1000.00', 'USD', 'EUR', '962.56'],
    ['1000.00', 'EUR', 'USD', '1038.90'],
    ['1234.56', 'USD', 'JPY', '193770'],
    ['1000000', 'JPY', 'EUR', '6132.71'],
    ['99.99', 'GBP', 'USD', '125.28'],
    ['0.01', 'USD', 'JPY', '2'],
    // A four-figure inverse would have given 962600.00.
    ['1000000.00', 'USD', 'EUR', '962556.55'],
  ])('makes of %s %s in %s: %s', (amount, from, to, expected) => {
    expect(converted(amount, from, to)).toBe(expected);
  });

  it('does not round on the way through the base: 335.39, not 335.38', () => {
    // Regulation 1103/97: 100.00 DEM in FRF; the fixed rates stand here for two currencies of today.
    const fixed = published({ USD: '1.95583', GBP: '6.55957' });
    expect(converted('100.00', 'USD', 'GBP', fixed)).toBe('335.39');
  });

  it('converts 500 and 1,000 at 239.640 to 2.09 and 4.17, as the euro’s rounding rules say', () => {
    const tolar = published({ USD: '239.64' });
    expect(converted('500.00', 'USD', 'EUR', tolar)).toBe('2.09');
    expect(converted('1000.00', 'USD', 'EUR', tolar)).toBe('4.17');
  });

  it('names its source, day and quotes, so that it can be done again', () => {
    expect(conversionBy(ecb, wanted('USD', 'JPY', isoDate('2025-01-02')))).toMatchObject({
      publication: 'ecb/2024-12-31/1',
      publishedOn: '2024-12-31',
      base: 'EUR',
      quotes: { USD: '1.0389', JPY: '163.06' },
    });
  });

  it('is none without a rate, by one that is too old, or after the last one of a currency', () => {
    const missing = (publication: Publication | undefined, from: string, on = day) =>
      conversionBy(publication, wanted(from, 'EUR', on));
    expect(missing(undefined, 'USD')).toEqual({
      missing: 'No rate of "ecb" on or before 2024-12-31',
    });
    expect(missing(ecb, 'USD', isoDate('2025-01-04'))).toHaveProperty('factor');
    expect(missing(ecb, 'USD', isoDate('2025-01-05'))).toEqual({
      missing: 'The last rates of "ecb" before 2025-01-05 are of 2024-12-31, more than 4 days old',
    });
    // The rouble was quoted for the last time on 2022-03-01.
    expect(missing(ecb, 'RUB')).toEqual({ missing: '"ecb/2024-12-31/1" has no rate of RUB' });
  });

  it('is exact: there and back gives the amount again, whatever the currencies', () => {
    const code = fc.constantFrom<Currency>(...['EUR', 'USD', 'JPY', 'GBP'].map(currency));
    fc.assert(
      fc.property(code, code, (a, b) => {
        const there = conversionBy(ecb, wanted(a, b));
        const back = conversionBy(ecb, wanted(b, a));
        if ('missing' in there || 'missing' in back) throw new Error('no rate');
        expect(there.factor.numerator * back.factor.numerator).toBe(
          there.factor.denominator * back.factor.denominator,
        );
      }),
    );
  });
});
