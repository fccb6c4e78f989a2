import type { IsoDate, StreamType } from '@accord/kernel';
import { rateEvents, type Publication, type RateEvent } from './rates.events';

/** What a source said in a year, the latest word for each day. */
export type Rates = ReadonlyMap<IsoDate, Publication>;

export const rates: StreamType<Rates, RateEvent> = {
  catalog: rateEvents,
  initial: new Map(),
  evolve: (state, { data }) => new Map(state).set(data.publishedOn, data),
};

/** The stream that a source's publication of a day stands in: `ecb.2024`. */
export const ratesId = (source: string, day: IsoDate): string => `${source}.${day.slice(0, 4)}`;
