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

interface DisputedStatement {
  readonly issuedOn: IsoDate;
  readonly quarter: string;
  /** Null: the bank has not paid it. Asked for only where the program counts from the payment. */
  readonly paidOn: IsoDate | null;
}

/**
 * @param rules of the version in force on the day of issue
 * @returns how long a statement may be disputed: counted from its issue or, where the program says so, from
 *   the day by which the quarter's money is to be paid; a statement that comes later than that counts from its issue.
 *   Where the program counts from the payment, from the day on which the bank has said that it is paid
 */
export function disputeTerms(
  { issuedOn, quarter, paidOn }: DisputedStatement,
  rules: { readonly fiscalYear: FiscalCalendar; readonly payout: PayoutRules } | undefined,
): DisputeTerms {
  const { windowDays, answerDays, start } = rules?.payout.disputes ?? USUAL_DAYS;
  if (start === 'payment') {
    // Coeo, partner SPIFF: within 30 days of the payment; before it nothing ends.
    return { through: paidOn && plusDays(paidOn, windowDays), answerDays };
  }
  const dueBy =
    start && rules
      ? plusDays(quarterEnd(fiscalQuarter(quarter), rules.fiscalYear), start.quarterEndPlusDays)
      : issuedOn;
  const from = isAfter(dueBy, issuedOn) ? dueBy : issuedOn;
  return { through: plusDays(from, windowDays), answerDays };
}
