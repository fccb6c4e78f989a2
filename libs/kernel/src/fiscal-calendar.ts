import { isoDate, plusDays, plusMonths, type IsoDate } from './dates';

/** A vendor's fiscal year by the month in which it starts: 2 for GitLab's, which runs 1 Feb to 31 Jan. */
export interface FiscalCalendar {
  readonly firstMonth: number;
}

/** `FY2027-Q1`; a fiscal year is named by the calendar year in which it ends. */
export type FiscalQuarter = string & { readonly __brand: 'FiscalQuarter' };

/** @throws RangeError for anything but `FYyyyy-Qn` */
export function fiscalQuarter(text: string): FiscalQuarter {
  if (/^FY(19|20|21)\d{2}-Q[1-4]$/.test(text)) return text as FiscalQuarter;
  throw new RangeError(`"${text}" is no fiscal quarter such as FY2027-Q1`);
}

const parts = (quarter: FiscalQuarter): { year: number; index: number } => ({
  year: Number(quarter.slice(2, 6)),
  index: Number(quarter.slice(8)),
});

const named = (year: number, index: number): FiscalQuarter => fiscalQuarter(`FY${year}-Q${index}`);

export function quarterOf(date: IsoDate, { firstMonth }: FiscalCalendar): FiscalQuarter {
  const year = Number(date.slice(0, 4));
  const monthsIn = (Number(date.slice(5, 7)) - firstMonth + 12) % 12;
  const startedThisYear = Number(date.slice(5, 7)) >= firstMonth;
  const endsIn = firstMonth === 1 ? year : startedThisYear ? year + 1 : year;
  return named(endsIn, Math.floor(monthsIn / 3) + 1);
}

export function quarterStart(quarter: FiscalQuarter, { firstMonth }: FiscalCalendar): IsoDate {
  const { year, index } = parts(quarter);
  const startYear = firstMonth === 1 ? year : year - 1;
  const yearStart = isoDate(`${startYear}-${String(firstMonth).padStart(2, '0')}-01`);
  return plusMonths(yearStart, 3 * (index - 1));
}

/** @returns the quarter's last day */
export const quarterEnd = (quarter: FiscalQuarter, calendar: FiscalCalendar): IsoDate =>
  plusDays(quarterStart(nextQuarter(quarter), calendar), -1);

export function nextQuarter(quarter: FiscalQuarter): FiscalQuarter {
  const { year, index } = parts(quarter);
  return index === 4 ? named(year + 1, 1) : named(year, index + 1);
}

export function previousQuarter(quarter: FiscalQuarter): FiscalQuarter {
  const { year, index } = parts(quarter);
  return index === 1 ? named(year - 1, 4) : named(year, index - 1);
}

/** @returns below, at or above zero as `a` lies before, is or lies after `b` */
export const compareQuarters = (a: FiscalQuarter, b: FiscalQuarter): number =>
  a < b ? -1 : a > b ? 1 : 0;
