import { isoDate, plusDays, type IsoDate } from './dates';

/** A vendor's fiscal year and the periods in which its books are kept. */
export interface FiscalCalendar {
  /** The month in which it starts: 2 for GitLab's, which runs 1 Feb to 31 Jan. */
  readonly firstMonth: number;
  /** Absent: by quarter. */
  readonly periods?: 'quarter' | 'month' | undefined;
}

/**
 * `FY2027-Q1`; where books are kept by month its place is taken by `FY2027-M01`, the first of the year. A
 * fiscal year is named by the calendar year in which it ends.
 */
export type FiscalQuarter = string & { readonly __brand: 'FiscalQuarter' };

/** How one is written. */
export const FISCAL_PERIOD = /^FY(19|20|21)\d{2}-(Q[1-4]|M(0[1-9]|1[0-2]))$/;

/** @throws RangeError for anything but `FYyyyy-Qn` or `FYyyyy-Mnn` */
export function fiscalQuarter(text: string): FiscalQuarter {
  if (FISCAL_PERIOD.test(text)) return text as FiscalQuarter;
  throw new RangeError(
    `"${text}" is no fiscal quarter such as FY2027-Q1, nor a month as FY2027-M01`,
  );
}

type Kind = NonNullable<FiscalCalendar['periods']>;

const MONTHS: Readonly<Record<Kind, number>> = { quarter: 3, month: 1 };

/** @returns whether it is a quarter or, where books are kept by month, a month */
export const periodKind = (quarter: FiscalQuarter): Kind =>
  quarter.charAt(7) === 'M' ? 'month' : 'quarter';

const parts = (quarter: FiscalQuarter): { year: number; index: number; kind: Kind } => ({
  year: Number(quarter.slice(2, 6)),
  index: Number(quarter.slice(8)),
  kind: periodKind(quarter),
});

const named = (year: number, index: number, kind: Kind): FiscalQuarter =>
  fiscalQuarter(
    kind === 'month' ? `FY${year}-M${String(index).padStart(2, '0')}` : `FY${year}-Q${index}`,
  );

const perYear = (kind: Kind): number => 12 / MONTHS[kind];

export function quarterOf(
  date: IsoDate,
  { firstMonth, periods = 'quarter' }: FiscalCalendar,
): FiscalQuarter {
  const year = Number(date.slice(0, 4));
  const monthsIn = (Number(date.slice(5, 7)) - firstMonth + 12) % 12;
  const startedThisYear = Number(date.slice(5, 7)) >= firstMonth;
  const endsIn = firstMonth === 1 ? year : startedThisYear ? year + 1 : year;
  return named(endsIn, Math.floor(monthsIn / MONTHS[periods]) + 1, periods);
}

export function quarterStart(quarter: FiscalQuarter, { firstMonth }: FiscalCalendar): IsoDate {
  const { year, index, kind } = parts(quarter);
  const startYear = firstMonth === 1 ? year : year - 1;
  // Counted, as calculations ask for it line by line: a calendar library takes thirty times as long.
  const months = firstMonth - 1 + MONTHS[kind] * (index - 1);
  const month = String((months % 12) + 1).padStart(2, '0');
  return isoDate(`${startYear + Math.floor(months / 12)}-${month}-01`);
}

/** @returns the quarter's last day */
export const quarterEnd = (quarter: FiscalQuarter, calendar: FiscalCalendar): IsoDate =>
  plusDays(quarterStart(nextQuarter(quarter), calendar), -1);

export function nextQuarter(quarter: FiscalQuarter): FiscalQuarter {
  const { year, index, kind } = parts(quarter);
  return index === perYear(kind) ? named(year + 1, 1, kind) : named(year, index + 1, kind);
}

export function previousQuarter(quarter: FiscalQuarter): FiscalQuarter {
  const { year, index, kind } = parts(quarter);
  return index === 1 ? named(year - 1, perYear(kind), kind) : named(year, index - 1, kind);
}

/** @returns below, at or above zero as `a` lies before, is or lies after `b` */
export const compareQuarters = (a: FiscalQuarter, b: FiscalQuarter): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** @returns which quarter of its fiscal year it is, 1 to 4, or month, 1 to 12 */
export const quarterNumber = (quarter: FiscalQuarter): number => parts(quarter).index;

/** @returns the fiscal year that a quarter belongs to, `FY2027` */
export const fiscalYearOf = (quarter: FiscalQuarter): string => quarter.slice(0, 6);

/** @returns the same quarter of the fiscal year before */
export function quarterLastYear(quarter: FiscalQuarter): FiscalQuarter {
  const { year, index, kind } = parts(quarter);
  return named(year - 1, index, kind);
}
