import {
  fiscalQuarter,
  isAfter,
  plusDays,
  quarterEnd,
  type FiscalCalendar,
  type IsoDate,
} from '@accord/kernel';
import type { PayoutRules } from '@accord/programs';
import type { DisputeTerms } from './open-dispute';

/** Days to dispute a statement and to answer, where a program does not say. */
const USUAL_DAYS: NonNullable<PayoutRules['disputes']> = { windowDays: 30, answerDays: 14 };

/**
 * @param rules of the version in force on the day of issue
 * @returns how long a statement may be disputed: counted from its issue or, where the program says so, from
 *   the day by which the quarter's money is to be paid; a statement that comes later than that counts from its issue
 */
export function disputeTerms(
  { issuedOn, quarter }: { readonly issuedOn: IsoDate; readonly quarter: string },
  rules: { readonly fiscalYear: FiscalCalendar; readonly payout: PayoutRules } | undefined,
): DisputeTerms {
  const { windowDays, answerDays, start } = rules?.payout.disputes ?? USUAL_DAYS;
  const dueBy =
    start && rules
      ? plusDays(quarterEnd(fiscalQuarter(quarter), rules.fiscalYear), start.quarterEndPlusDays)
      : issuedOn;
  const from = isAfter(dueBy, issuedOn) ? dueBy : issuedOn;
  return { through: plusDays(from, windowDays), answerDays };
}
