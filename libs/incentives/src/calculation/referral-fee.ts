import { maxDate, plusDays, quarterEnd, type IsoDate } from '@accord/kernel';
import type { ReferralFeeRule } from '@accord/programs';
import type { EarningLine } from '../earning-line';
import type { Claim } from './claim';
import { lineOf } from './line-of';
import type { Refusal } from './because';
import { reversal } from './refusal';

/**
 * A share of the annual fees. Due on the later of quarter end and the customer's full payment, each
 * plus its days; earned but without a due date until then (GitLab Master Partner Agreement).
 * @param refusal why it earns nothing; null when it does
 */
export function referralFee(
  claim: Claim,
  rule: ReferralFeeRule,
  refusal: Refusal | null,
): EarningLine {
  const { sale } = claim;
  const nothing = refusal ?? reversal(claim);
  return lineOf(claim, {
    base: sale.annualFees,
    what: 'annual fees',
    rate: rule.rate,
    cap: null,
    tier: null,
    nothing,
    wouldChange: [],
    dueOn: dueOn(claim, rule, nothing !== null),
  });
}

function dueOn(
  { sale, rules, quarter }: Claim,
  rule: ReferralFeeRule,
  isNothing: boolean,
): IsoDate | null {
  const afterQuarter = plusDays(quarterEnd(quarter, rules.fiscalYear), rule.due.quarterEndPlusDays);
  if (isNothing) return afterQuarter;
  const { paidInFullOn } = sale;
  return paidInFullOn && maxDate(afterQuarter, plusDays(paidInFullOn, rule.due.paymentPlusDays));
}
