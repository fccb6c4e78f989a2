import {
  accepted,
  canonicalJson,
  isAfter,
  rejectedFor,
  type Currency,
  type Decision,
  type IsoDate,
  type Rejection,
} from '@accord/kernel';
import type { Rates } from '../rates';
import type { RateEvent } from '../rates.events';

/** What a source says of one day; rates as they were written. */
export interface DayOfRates {
  readonly publishedOn: IsoDate;
  readonly rates: readonly { readonly currency: string; readonly exchangeRate: string }[];
}

export interface PublishRates {
  readonly source: string;
  readonly base: Currency;
  /** All of one year. */
  readonly days: readonly DayOfRates[];
  /** Why they differ from what was said before; null: they must not. */
  readonly why: string | null;
  readonly today: IsoDate;
}

/**
 * Records what a source published. What is known already changes nothing; what differs from it is a
 * correction, which needs a reason and leaves the earlier publication as it is.
 */
export function publishRates(state: Rates, command: PublishRates): Decision<RateEvent> {
  const { source, base, days, why, today } = command;
  const events: RateEvent[] = [];
  const faults: Rejection[] = [];
  days.forEach(({ publishedOn, ...day }, i) => {
    const path = `days.${i}.publishedOn`;
    const known = state.get(publishedOn);
    const rates = ratesIn(day);
    const said = { source, publishedOn, base, rates };
    if (isAfter(publishedOn, today)) {
      faults.push({ code: 'rates-in-future', message: `Today is ${today}`, path });
    } else if (!known) {
      const publication = `${source}/${publishedOn}/1`;
      events.push({ type: 'RatesPublished', data: { publication, ...said } });
    } else if (known.base === base && canonicalJson(known.rates) === canonicalJson(rates)) {
      return;
    } else if (why === null) {
      const message = `"${known.publication}" says otherwise of ${differing(known.rates, rates).join(', ') || 'the base'}; a correction says why`;
      faults.push({ code: 'rates-differ', message, path });
    } else {
      const corrects = known.publication;
      const publication = `${source}/${publishedOn}/${numberOf(corrects) + 1n}`;
      events.push({
        type: 'RatesCorrected',
        data: { publication, ...said, corrects, why },
      });
    }
  });
  return faults.length > 0 ? rejectedFor(faults) : accepted(...events);
}

const numberOf = (publication: string): bigint => BigInt(publication.split('/').at(-1) ?? '0');

const ratesIn = ({ rates }: Pick<DayOfRates, 'rates'>): Record<string, string> =>
  Object.fromEntries(
    rates
      .map(({ currency, exchangeRate }): [string, string] => [
        currency,
        canonicalRate(exchangeRate),
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The same value has one text: "1.172" for "1.1720", "163" for "163.00". */
export const canonicalRate = (text: string): string =>
  text
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

function differing(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): string[] {
  const all = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...all].filter((code) => a[code] !== b[code]).toSorted();
}
