import { maxDate, plusDays, quarterEnd, type IsoDate } from '@accord/kernel';
import type { ReferralFeeRule } from '@accord/programs';
import type { EarningLine } from '../earning-line';
import type { Claim } from './claim';
import { lineOf } from './line-of';

/**
 * A share of the annual fees. Due on the later of quarter end and the customer's full payment, each
 * plus its days; earned but without a due date until then (GitLab Master Partner Agreement).
 * @param refusal why it earns nothing; null when it does
 */
export function referralFee(
  claim: Claim,
  rule: ReferralFeeRule,
  refusal: string | null,
): EarningLine {
  const { sale } = claim;
  const reversed = sale.reversedOn && `The sale was reversed on ${sale.reversedOn}`;
  const zeroReason = refusal ?? reversed;
  return lineOf(claim, {
    base: sale.annualFees,
    what: 'annual fees',
    rate: rule.rate,
    cap: null,
    tier: null,
    zeroReason,
    dueOn: dueOn(claim, rule, zeroReason),
  });
}

function dueOn(
  { sale, rules, quarter }: Claim,
  rule: ReferralFeeRule,
  zeroReason: string | null,
): IsoDate | null {
  const afterQuarter = plusDays(quarterEnd(quarter, rules.fiscalYear), rule.due.quarterEndPlusDays);
  if (zeroReason !== null) return afterQuarter;
  const { paidInFullOn } = sale;
  return paidInFullOn && maxDate(afterQuarter, plusDays(paidInFullOn, rule.due.paymentPlusDays));
}
