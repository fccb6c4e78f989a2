import {
  fiscalQuarter,
  isAfter,
  isBefore,
  isoDate,
  maxDate,
  nextQuarter,
  quarterEnd,
  quarterStart,
  type IsoDate,
} from '@accord/kernel';
import type { MdfRules, ProgramRules } from '@accord/programs';

export interface FundDays {
  readonly periodFrom: IsoDate;
  readonly periodTo: IsoDate;
  readonly requestBy: IsoDate;
}

/** The days of a quarter's fund: activities may go on for as many quarters as the program says. */
export function daysOfQuarter(
  text: string,
  { executionQuarters = 1 }: MdfRules,
  { fiscalYear }: ProgramRules,
): FundDays {
  const quarter = fiscalQuarter(text);
  let last = quarter;
  for (let i = 1; i < executionQuarters; i++) last = nextQuarter(last);
  return {
    periodFrom: quarterStart(quarter, fiscalYear),
    periodTo: quarterEnd(last, fiscalYear),
    requestBy: quarterEnd(quarter, fiscalYear),
  };
}

/**
 * The last day for claims on a fund of these days: the program's day of the year within the period, or
 * the first one after it.
 */
export function lastClaimDay({ lastClaim }: MdfRules, days: FundDays): IsoDate | null {
  if (!lastClaim) return null;
  const { month, day } = lastClaim;
  const last = Number(days.periodTo.slice(0, 4));
  const candidates = [last - 1, last, last + 1].map((year) =>
    isoDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
  );
  const within = candidates.filter(
    (one) => !isBefore(one, days.periodFrom) && !isAfter(one, days.periodTo),
  );
  const [first, ...rest] =
    within.length > 0 ? within : candidates.filter((one) => isAfter(one, days.periodTo));
  if (first === undefined) throw new Error('A year after the period has every day of the year');
  return within.length > 0 ? rest.reduce(maxDate, first) : first;
}
