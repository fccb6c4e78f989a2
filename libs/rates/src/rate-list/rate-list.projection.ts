import { keyedView } from '@accord/read-store';
import { rateEvents, type RateEvent } from '../rates.events';

/** One rate of one publication; a correction has rows of its own. */
export interface RateRow {
  readonly publication: string;
  readonly currency: string;
  readonly source: string;
  readonly published_on: string;
  readonly base: string;
  readonly rate: string;
  readonly corrects: string | null;
  readonly why: string | null;
}

export const rateListProjection = keyedView<RateRow, RateEvent>({
  name: 'exchange-rates',
  version: 1,
  table: 'exchange_rates',
  columns: {
    publication: 'text not null collate "C"',
    currency: 'text not null collate "C"',
    source: 'text not null',
    published_on: 'text not null collate "C"',
    base: 'text not null',
    rate: 'text not null',
    corrects: 'text',
    why: 'text',
  },
  key: ['publication', 'currency'],
  indexes: [['source', 'published_on']],
  events: [rateEvents],
  keysOf: ({ data: { publication, rates } }) =>
    Object.keys(rates).map((currency) => [publication, currency]),
  fold(_row, { type, data }, [, currency = '']) {
    const rate = data.rates[currency];
    if (rate === undefined) return null;
    const { publication, source, publishedOn, base } = data;
    const correction = type === 'RatesCorrected' ? data : null;
    return {
      publication,
      currency,
      source,
      published_on: publishedOn,
      base,
      rate,
      corrects: correction?.corrects ?? null,
      why: correction?.why ?? null,
    };
  },
});
