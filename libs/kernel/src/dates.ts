import { DateTime } from 'luxon';

/** A calendar date `YYYY-MM-DD`, years 1900 to 2200. Has no zone and no time. */
export type IsoDate = string & { readonly __brand: 'IsoDate' };

const at = (date: string): DateTime => DateTime.fromISO(date, { zone: 'utc' });

export function isIsoDate(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = at(text);
  return parsed.isValid && parsed.year >= 1900 && parsed.year <= 2200;
}

/** @throws RangeError for anything but a date that exists: 2026-02-30 does not */
export function isoDate(text: string): IsoDate {
  if (isIsoDate(text)) return text;
  throw new RangeError(`"${text}" is not a date YYYY-MM-DD between 1900 and 2200`);
}

const dateOf = (moment: DateTime): IsoDate => isoDate(moment.toFormat('yyyy-MM-dd'));

export const plusDays = (date: IsoDate, days: number): IsoDate => dateOf(at(date).plus({ days }));

/** The same day of a later month; its last day where the month is shorter. */
export const plusMonths = (date: IsoDate, months: number): IsoDate =>
  dateOf(at(date).plus({ months }));

/** @returns whole days from `from` to `to`; negative when `to` lies before */
export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round(at(to).diff(at(from), 'days').days);

/** @returns below, at or above zero as `a` lies before, on or after `b` */
export const compareDates = (a: IsoDate, b: IsoDate): number => (a < b ? -1 : a > b ? 1 : 0);
export const isBefore = (a: IsoDate, b: IsoDate): boolean => a < b;
export const isAfter = (a: IsoDate, b: IsoDate): boolean => a > b;
export const maxDate = (a: IsoDate, b: IsoDate): IsoDate => (a >= b ? a : b);
export const minDate = (a: IsoDate, b: IsoDate): IsoDate => (a <= b ? a : b);

/** @returns 1 for Monday to 7 for Sunday */
export const weekdayOf = (date: IsoDate): number => at(date).weekday;

/**
 * @param zone IANA time zone, for example "America/New_York"
 * @throws RangeError for an unknown zone or an instant that is none
 */
export function dateIn(instant: Date | string, zone: string): IsoDate {
  const moment =
    typeof instant === 'string'
      ? DateTime.fromISO(instant, { zone })
      : DateTime.fromJSDate(instant, { zone });
  if (!moment.isValid) throw new RangeError(`No date of "${String(instant)}" in "${zone}"`);
  return dateOf(moment);
}

/** @returns the instant, ISO 8601 in UTC, at which the date begins in the zone */
export function instantAtStartOfDay(date: IsoDate, zone: string): string {
  const moment = DateTime.fromISO(date, { zone }).startOf('day').toUTC();
  const text = moment.toISO();
  if (text === null) throw new RangeError(`"${zone}" is no time zone`);
  return text;
}
