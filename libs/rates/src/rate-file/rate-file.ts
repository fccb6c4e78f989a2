import type { IsoDate } from '@accord/kernel';
import type { DayOfRates } from '../publish-rates/publish-rates';

/** What a file of rates says. */
export interface RateFile {
  /** In the order of their days. */
  readonly days: readonly DayOfRates[];
  /** Codes that are no currency any more, such as DEM: left out, since no amount is in them. */
  readonly ended: readonly string[];
}

/** A file that cannot be taken, and why. */
export class RateFileFault extends Error {
  override readonly name = 'RateFileFault';
}

/** One quote as a file writes it. */
export interface Quote {
  readonly day: IsoDate;
  readonly currency: string;
  readonly exchangeRate: string;
}
