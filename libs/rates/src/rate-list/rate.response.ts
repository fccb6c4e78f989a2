import type { RateRow } from './rate-list.projection';

/** What one unit of the base was worth on a day, as a source published it. */
export class RateResponse {
  /** `<source>/<day>/<n>`. */
  publication: string;
  source: string;
  publishedOn: string;
  baseCurrency: string;
  currency: string;
  exchangeRate: string;
  /** The publication that this one takes the place of; null for what was said first. */
  corrects: string | null;
  correctionReason: string | null;
}

export const rateResponse = (row: RateRow): RateResponse => ({
  publication: row.publication,
  source: row.source,
  publishedOn: row.published_on,
  baseCurrency: row.base,
  currency: row.currency,
  exchangeRate: row.rate,
  corrects: row.corrects,
  correctionReason: row.why,
});
