import { compareDates, maxDate, type IsoDate } from '@accord/kernel';
import type { Partner } from './partner';

/**
 * The first day, from a day on, on which a payee has one of several tax forms.
 * @param holder opaque id of a person of the partner; null: the partner itself
 * @returns null while none of them is there
 */
export function taxFormFrom(
  partner: Partner,
  holder: string | null,
  forms: readonly string[],
  day: IsoDate,
): IsoDate | null {
  if (partner.status === 'unknown') return null;
  const days = (partner.taxForms ?? [])
    .filter(({ personId, form }) => personId === holder && forms.includes(form))
    .flatMap(({ receivedOn, validTo }) => {
      const from = maxDate(receivedOn, day);
      return validTo === null || compareDates(from, validTo) <= 0 ? [from] : [];
    });
  return days.toSorted(compareDates)[0] ?? null;
}

/** Where a payee is at home for tax, and which forms of it are there. */
export interface TaxStanding {
  /** Of the partner, also for a person of it; ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly forms: readonly string[];
}

/** @returns what holds on the day; undefined for a partner that nobody enrolled */
export function taxStandingOn(
  partner: Partner,
  holder: string | null,
  day: IsoDate,
): TaxStanding | undefined {
  if (partner.status === 'unknown') return undefined;
  const forms = new Set((partner.taxForms ?? []).map(({ form }) => form));
  const isThere = (form: string): boolean => taxFormFrom(partner, holder, [form], day) === day;
  return { country: partner.country, forms: [...forms].filter(isThere) };
}
