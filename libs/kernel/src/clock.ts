import { DateTime } from 'luxon';
import { isBusinessDay, plusBusinessDays, type BusinessCalendar } from './business-calendar';
import { dateIn, instantAtStartOfDay, plusDays, plusMonths, type IsoDate } from './dates';

/** The hours of a region's business days, on the clocks of its time zone. */
export interface WorkCalendar extends BusinessCalendar {
  /** IANA time zone. */
  readonly timeZone: string;
  /** `HH:MM`; null where the region states no hours, so that nothing can be counted in them. */
  readonly hours: { readonly opens: string; readonly closes: string } | null;
}

export type DayUnit = 'calendarDays' | 'businessDays' | 'months';

/** A length of time on a clock. */
export interface Lapse {
  readonly within: number;
  readonly unit: DayUnit | 'businessHours';
}

/** When something began: its business date and, where it is known, the instant. */
export interface Moment {
  readonly on: IsoDate;
  /** ISO 8601 instant; null: some time on that day, counted from its beginning. */
  readonly at: string | null;
}

/** The end of a lapse. */
export interface Deadline {
  /** Last day on which it can be met, in the calendar's time zone. */
  readonly on: IsoDate;
  /** ISO 8601 instant in UTC from which on it is missed. */
  readonly at: string;
}

/** @returns the day on which a moment lies in the zone; its business date where no instant is known */
export const dayOf = ({ on, at }: Moment, timeZone: string): IsoDate =>
  at === null ? on : dateIn(at, timeZone);

/**
 * @param from the day that the clock starts; it is not counted
 * @returns the last day of the lapse
 */
export function lastDayAfter(
  from: IsoDate,
  { within, unit }: { readonly within: number; readonly unit: DayUnit },
  calendar: BusinessCalendar,
): IsoDate {
  switch (unit) {
    case 'calendarDays':
      return plusDays(from, within);
    case 'businessDays':
      return plusBusinessDays(from, within, calendar);
    case 'months':
      return plusMonths(from, within);
  }
}

/**
 * Days and months end with their last day; hours are counted while business is open, on the zone's
 * own clock: an hour that daylight saving takes away does not count.
 * @throws RangeError for business hours on a calendar without hours
 */
export function deadlineAfter(from: Moment, lapse: Lapse, calendar: WorkCalendar): Deadline {
  const { within, unit } = lapse;
  if (unit === 'businessHours') return afterHours(from, within, calendar);
  const on = lastDayAfter(dayOf(from, calendar.timeZone), { within, unit }, calendar);
  return { on, at: instantAtStartOfDay(plusDays(on, 1), calendar.timeZone) };
}

function afterHours(from: Moment, hours: number, calendar: WorkCalendar): Deadline {
  const { timeZone } = calendar;
  if (calendar.hours === null) throw new RangeError('The calendar states no business hours');
  const start = DateTime.fromISO(from.at ?? instantAtStartOfDay(from.on, timeZone)).toMillis();
  let left = hours * 3_600_000;
  for (let day = dayOf(from, timeZone); ; day = plusDays(day, 1)) {
    if (!isBusinessDay(day, calendar)) continue;
    const opens = Math.max(start, instantOf(day, calendar.hours.opens, timeZone));
    const closes = instantOf(day, calendar.hours.closes, timeZone);
    if (closes - opens >= left) {
      return { on: day, at: new Date(opens + left).toISOString() };
    }
    left -= Math.max(0, closes - opens);
  }
}

const instantOf = (day: IsoDate, time: string, zone: string): number =>
  DateTime.fromISO(`${day}T${time}`, { zone }).toMillis();
