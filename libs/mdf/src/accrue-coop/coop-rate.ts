import { isAfter, ratioText, toJson, type Currency, type IsoDate } from '@accord/kernel';
import { conversionBy, type Conversion, type Publication, type WantedRate } from '@accord/rates';
import type { CoopConversion, FundEvent } from '../fund.events';
import type { Booking } from './booking';

interface ByRate {
  readonly wanted: WantedRate;
  readonly conversion: Conversion;
}
interface Missing {
  readonly wanted: WantedRate | null;
  readonly missing: string;
}

/** How a booking in another currency counts, or why it does not yet. */
export type Converted = ByRate | (Missing & { readonly wanted: WantedRate });

/**
 * @returns why a booking does not count and which rate it awaits, if any; undefined where it counts
 */
export function missingRate(
  from: Currency,
  to: Currency,
  converted: Converted | null,
): Missing | undefined {
  if (from === to) return undefined;
  if (!converted) {
    return { wanted: null, missing: `The booking is in ${from}; the program counts in ${to}` };
  }
  return 'missing' in converted ? converted : undefined;
}

/**
 * A booking accrues once. So a day that is still to come has no rate yet, though there may be one that is
 * young enough.
 * @param publication the source's last word on or before the wanted day
 */
export function convertedBy(
  publication: Publication | undefined,
  wanted: WantedRate,
  today: IsoDate,
): Converted {
  if (isAfter(wanted.day, today)) return { wanted, missing: `The rate is that of ${wanted.day}` };
  const conversion = conversionBy(publication, wanted);
  return 'factor' in conversion ? { wanted, conversion } : { wanted, ...conversion };
}

/** As events keep it. */
export const kept = ({ wanted, conversion }: ByRate): CoopConversion => ({
  ...named(wanted),
  rate: { ...conversion, factor: ratioText(conversion.factor) },
});

const named = ({ source, day, from, to }: WantedRate) => ({ source, day, from, to });

export const notAccrued = (
  { saleId, programId, partnerId, base, bookedOn }: Booking,
  { wanted, missing: why }: Missing,
): FundEvent => ({
  type: 'CoopNotAccrued',
  data: {
    saleId,
    programId,
    partnerId,
    base: toJson(base),
    bookedOn,
    awaits: wanted && named(wanted),
    why,
  },
});
