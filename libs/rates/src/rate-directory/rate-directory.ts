import { Inject, Injectable } from '@nestjs/common';
import { plusMonths, type IsoDate } from '@accord/kernel';
import type { Sight, Streams } from '@accord/event-store';
import { ratesId, type Rates } from '../rates';
import type { Publication, RateEvent } from '../rates.events';
import { RATES } from '../rates.token';

/** What other contexts may ask about exchange rates while they decide. */
@Injectable()
export class RateDirectory {
  constructor(@Inject(RATES) private readonly rates: Streams<Rates, RateEvent>) {}

  /**
   * @param sight of the decision that asks: a fresh one reads the source's stream first
   * @returns the source's last word on or before the day, at most a year old; undefined without one
   */
  async lastOn(source: string, day: IsoDate, sight: Sight): Promise<Publication | undefined> {
    for (const year of [day, plusMonths(day, -12)]) {
      const { state } = await this.rates.look(ratesId(source, year), sight);
      const last = [...state.values()]
        .filter(({ publishedOn }) => publishedOn <= day)
        .toSorted((a, b) => (a.publishedOn < b.publishedOn ? 1 : -1))[0];
      if (last) return last;
    }
    return undefined;
  }
}
