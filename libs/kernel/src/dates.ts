import { DateTime } from 'luxon';

/** A calendar date `YYYY-MM-DD`, years 1900 to 2200. Has no zone and no time. */
export type IsoDate = string & { readonly __brand: 'IsoDate' };

const DAY_MS = 86_400_000;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const FORM = /^(\d{4})-\d{2}-\d{2}$/;

/** Milliseconds from 1970 to the date's beginning in UTC: days all have the same length there. */
const utc = (date: string): number => Date.parse(`${date}T00:00:00.000Z`);
const textOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

const isInRange = (text: string): boolean => {
  const year = Number(FORM.exec(text)?.[1]);
  return year >= FIRST_YEAR && year <= LAST_YEAR;
};

export function isIsoDate(text: string): text is IsoDate {
  if (!isInRange(text)) return false;
  const milliseconds = utc(text);
  // A day that its month does not have comes back as one of the next month, or not at all.
  return !Number.isNaN(milliseconds) && textOf(milliseconds) === text;
}

/** @throws RangeError for anything but a date that exists: 2026-02-30 does not */
export function isoDate(text: string): IsoDate {
  if (isIsoDate(text)) return text;
  throw new RangeError(`"${text}" is not a date YYYY-MM-DD between 1900 and 2200`);
}

export const plusDays = (date: IsoDate, days: number): IsoDate =>
  isoDate(textOf(utc(date) + days * DAY_MS));

/** The same day of a later month; its last day where the month is shorter. */
export const plusMonths = (date: IsoDate, months: number): IsoDate =>
  dateOf(DateTime.fromISO(date, { zone: 'utc' }).plus({ months }));

/** @returns whole days from `from` to `to`; negative when `to` lies before */
export const daysBetween = (from: IsoDate, to: IsoDate): number => (utc(to) - utc(from)) / DAY_MS;

/** @returns below, at or above zero as `a` lies before, on or after `b` */
export const compareDates = (a: IsoDate, b: IsoDate): number => (a < b ? -1 : a > b ? 1 : 0);
export const isBefore = (a: IsoDate, b: IsoDate): boolean => a < b;
export const isAfter = (a: IsoDate, b: IsoDate): boolean => a > b;
export const maxDate = (a: IsoDate, b: IsoDate): IsoDate => (a >= b ? a : b);
export const minDate = (a: IsoDate, b: IsoDate): IsoDate => (a <= b ? a : b);

/** @returns 1 for Monday to 7 for Sunday */
export const weekdayOf = (date: IsoDate): number => new Date(utc(date)).getUTCDay() || 7;

const dateOf = (moment: DateTime): IsoDate => isoDate(moment.toFormat('yyyy-MM-dd'));

/** A date in a zone, with the instants between which it lasts. */
interface ZonedDay {
  readonly date: IsoDate;
  readonly from: number;
  readonly until: number;
}

/** The day asked for last in each zone: reckoning one costs far more than finding it again. */
const lastDays = new Map<string, ZonedDay>();

/**
 * @param zone IANA time zone, for example "America/New_York"
 * @throws RangeError for an unknown zone or an instant that is none
 */
export function dateIn(instant: Date | string, zone: string): IsoDate {
  const moment = typeof instant === 'string' ? millisecondsOf(instant, zone) : instant.getTime();
  const last = lastDays.get(zone);
  if (last && moment >= last.from && moment < last.until) return last.date;
  const zoned = DateTime.fromMillis(moment, { zone });
  if (!zoned.isValid) throw new RangeError(`No date of "${String(instant)}" in "${zone}"`);
  const from = zoned.startOf('day');
  const day = {
    date: dateOf(zoned),
    from: from.toMillis(),
    until: from.plus({ days: 1 }).startOf('day').toMillis(),
  };
  lastDays.set(zone, day);
  return day.date;
}

/** An instant that names no offset is meant on the zone's clocks. */
const millisecondsOf = (instant: string, zone: string): number =>
  instant.endsWith('Z') ? Date.parse(instant) : DateTime.fromISO(instant, { zone }).toMillis();

/** Beginnings of days by zone and date; emptied when it is full. */
const beginnings = new Map<string, string>();
const MAX_BEGINNINGS = 10_000;

/** @returns the instant, ISO 8601 in UTC, at which the date begins in the zone */
export function instantAtStartOfDay(date: IsoDate, zone: string): string {
  const key = `${date} ${zone}`;
  const known = beginnings.get(key);
  if (known !== undefined) return known;
  const text = DateTime.fromISO(date, { zone }).startOf('day').toUTC().toISO();
  if (text === null) throw new RangeError(`"${zone}" is no time zone`);
  if (beginnings.size >= MAX_BEGINNINGS) beginnings.clear();
  beginnings.set(key, text);
  return text;
}
