import { plusDays, weekdayOf, type IsoDate } from './dates';

/** Which days work is done on: Monday to Friday without the holidays. */
export interface BusinessCalendar {
  readonly holidays: readonly IsoDate[];
}

export const isBusinessDay = (date: IsoDate, { holidays }: BusinessCalendar): boolean =>
  weekdayOf(date) <= 5 && !holidays.includes(date);

function step(date: IsoDate, count: number, calendar: BusinessCalendar, by: 1 | -1): IsoDate {
  let day = date;
  for (let left = count; left > 0;) {
    day = plusDays(day, by);
    if (isBusinessDay(day, calendar)) left -= 1;
  }
  return day;
}

/** @param count whole days, not negative; the day itself is not counted */
export const plusBusinessDays = (
  date: IsoDate,
  count: number,
  calendar: BusinessCalendar,
): IsoDate => step(date, count, calendar, 1);

/** @param count whole days, not negative; the day itself is not counted */
export const minusBusinessDays = (
  date: IsoDate,
  count: number,
  calendar: BusinessCalendar,
): IsoDate => step(date, count, calendar, -1);
