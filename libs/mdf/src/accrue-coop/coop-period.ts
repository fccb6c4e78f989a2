import {
  fiscalQuarter,
  isAfter,
  nextQuarter,
  plusDays,
  plusMonths,
  quarterEnd,
  quarterOf,
  quarterStart,
  type IsoDate,
} from '@accord/kernel';
import type { CoopRules, ProgramRules } from '@accord/programs';
import type { Earning } from '../fund.events';
import type { FundDays } from '../open-fund/fund-calendar';

/** The fund that a booking adds to: when it earns, and when it may be spent. */
export interface CoopPeriod extends FundDays {
  readonly earns: Earning;
}

/** @returns the period of the program that the booking's day lies in */
export function coopPeriod(
  bookedOn: IsoDate,
  { earnMonths, use, useMonths, minimum }: CoopRules,
  { fiscalYear }: ProgramRules,
): CoopPeriod {
  const quarters = earnMonths / 3;
  const { firstMonth } = fiscalYear;
  const of = quarterOf(bookedOn, { firstMonth });
  const year = of.slice(0, 6);
  const index = Math.floor((Number(of.slice(8)) - 1) / quarters);
  const first = fiscalQuarter(`${year}-Q${index * quarters + 1}`);
  let last = first;
  for (let i = 1; i < quarters; i++) last = nextQuarter(last);
  const from = quarterStart(first, fiscalYear);
  const through = quarterEnd(last, fiscalYear);
  const afterwards = plusDays(through, 1);
  const periodFrom = use === 'atOnce' ? from : afterwards;
  const periodTo = plusDays(plusMonths(afterwards, useMonths), -1);
  const settleOn = minimum ? plusDays(afterwards, minimum.afterDays) : null;
  const named = { 1: `${year}-Q${index + 1}`, 2: `${year}-H${index + 1}`, 4: year };
  const period = named[quarters === 1 ? 1 : quarters === 2 ? 2 : 4];
  const earns = { period, from, through, settleOn };
  const end = isAfter(periodFrom, periodTo) ? periodFrom : periodTo;
  return { earns, periodFrom, periodTo: end, requestBy: end };
}

/** One fund for each partner, period and currency. */
export const coopFundId = (
  programId: string,
  partnerId: string,
  { earns }: CoopPeriod,
  currency: string,
): string => ['coop', programId, partnerId, earns.period, currency].join('.');
