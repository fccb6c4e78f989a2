import { eventCatalog, type Currency, type IsoDate } from '@accord/kernel';

/** What a source said one unit of its base currency was worth on a day: a complete list. */
export interface Publication {
  /** `<source>/<day>/<n>`: 1 for what was said first, 2 for its correction, and so on. */
  readonly publication: string;
  readonly source: string;
  readonly publishedOn: IsoDate;
  readonly base: Currency;
  /** Units of each currency for one unit of the base: "1.0389", without needless zeros. */
  readonly rates: Readonly<Record<string, string>>;
}

/** Storage contracts: add, never rename. */
export type RateEvent =
  | { readonly type: 'RatesPublished'; readonly data: Publication }
  | {
      /** The source said otherwise later. What was said before stays as it was. */
      readonly type: 'RatesCorrected';
      readonly data: Publication & {
        /** The publication that this one takes the place of. */
        readonly corrects: string;
        readonly why: string;
      };
    };

/** One stream for each source and year: `rates-ecb.2024`. */
export const rateEvents = eventCatalog<RateEvent>('rates', {
  RatesPublished: { version: 1 },
  RatesCorrected: { version: 1 },
});
