import { quarterEnd, type Currency, type FiscalQuarter, type IsoDate } from '@accord/kernel';
import type { ProgramRules } from './program-document';

/** What is booked, and the quarter that it counts in. */
export interface Counted {
  readonly bookedOn: IsoDate;
  readonly quarter: FiscalQuarter;
}

/** @returns the rate by which a program counts money in a currency; null where it needs none or knows no way to one */
export function wantedRate(
  from: Currency,
  { bookedOn, quarter }: Counted,
  { currency: to, conversion, fiscalYear }: ProgramRules,
) {
  if (from === to || !conversion) return null;
  const { source, rateOn, maxAgeDays } = conversion;
  const day = rateOn === 'booking' ? bookedOn : quarterEnd(quarter, fiscalYear);
  return { source, day, maxAgeDays, from, to };
}
