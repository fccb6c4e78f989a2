import { currency, fold, isoDate } from '@accord/kernel';
import { rates } from '../rates';
import type { RateEvent } from '../rates.events';
import { canonicalRate, publishRates, type PublishRates } from './publish-rates';

const today = isoDate('2025-01-02');
const onDay = (
  publishedOn: string,
  quotes: Record<string, string>,
): PublishRates['days'][number] => ({
  publishedOn: isoDate(publishedOn),
  rates: Object.entries(quotes).map(([code, exchangeRate]) => ({ currency: code, exchangeRate })),
});
const from = (...days: PublishRates['days']): PublishRates => ({
  source: 'ecb',
  base: currency('EUR'),
  days,
  why: null,
  today,
});
const first: RateEvent = {
  type: 'RatesPublished',
  data: {
    publication: 'ecb/2024-12-31/1',
    source: 'ecb',
    publishedOn: isoDate('2024-12-31'),
    base: currency('EUR'),
    rates: { JPY: '163.06', USD: '1.0389' },
  },
};
const known = fold(rates, [first]);
const corrected = { ...first.data, rates: { JPY: '163.06', USD: '1.0388' } };

describe('Published rates', () => {
  it('are recorded for each day, in one form', () => {
    const command = from(onDay('2024-12-31', { USD: '1.03890', JPY: '163.060' }));
    expect(publishRates(rates.initial, command)).toEqual({ kind: 'accepted', events: [first] });
  });

  it('change nothing when they are known, however they are written', () => {
    const command = from(onDay('2024-12-31', { JPY: '163.06', USD: '1.0389' }));
    expect(publishRates(known, command)).toEqual({ kind: 'accepted', events: [] });
  });

  it('are not overwritten: other values are refused with the currencies that differ', () => {
    const command = from(
      onDay('2024-12-30', { USD: '1.0444' }),
      onDay('2024-12-31', { USD: '1.0388', JPY: '163.06' }),
    );
    expect(publishRates(known, command)).toMatchObject({
      kind: 'rejected',
      rejections: [
        {
          code: 'rates-differ',
          path: 'days.1.publishedOn',
          message: '"ecb/2024-12-31/1" says otherwise of USD; a correction says why',
        },
      ],
    });
  });

  it('are corrected by a publication of its own that names the one before', () => {
    const day = onDay('2024-12-31', { USD: '1.0388', JPY: '163.06' });
    const decision = publishRates(known, { ...from(day), why: 'misprint' });
    const correction: RateEvent = {
      type: 'RatesCorrected',
      data: {
        ...corrected,
        publication: 'ecb/2024-12-31/2',
        corrects: 'ecb/2024-12-31/1',
        why: 'misprint',
      },
    };
    expect(decision).toEqual({ kind: 'accepted', events: [correction] });
    const again = publishRates(fold(rates, [first, correction]), {
      ...from(onDay('2024-12-31', { USD: '1.0389', JPY: '163.06' })),
      why: 'it was right',
    });
    expect(again).toMatchObject({
      events: [{ data: { publication: 'ecb/2024-12-31/3', corrects: 'ecb/2024-12-31/2' } }],
    });
  });

  it('lie not in the future', () => {
    expect(publishRates(known, from(onDay('2025-01-03', { USD: '1' })))).toMatchObject({
      kind: 'rejected',
      rejections: [{ code: 'rates-in-future', path: 'days.0.publishedOn' }],
    });
  });

  it.each([
    ['1.1720', '1.172'],
    ['163.00', '163'],
    ['100', '100'],
    ['0.82918', '0.82918'],
    ['007.50', '7.5'],
    ['0.10', '0.1'],
  ])('have one text for each value: %s is %s', (written, canonical) => {
    expect(canonicalRate(written)).toBe(canonical);
  });
});
