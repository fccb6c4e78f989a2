import { currency, quarterEnd, type FiscalQuarter } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { WantedRate } from '@accord/rates';
import type { SaleFact } from '../facts/sale-fact';

/** @returns the rate that a sale needs to count in the program; null where it needs none or may have none */
export function wantedRate(
  sale: SaleFact,
  { currency: to, conversion, fiscalYear }: ProgramRules,
  quarter: FiscalQuarter,
): WantedRate | null {
  const from = currency(sale.netArr.currency);
  if (from === to || !conversion) return null;
  const { source, rateOn, maxAgeDays } = conversion;
  const day = rateOn === 'booking' ? sale.bookedOn : quarterEnd(quarter, fiscalYear);
  return { source, day, maxAgeDays, from, to };
}
