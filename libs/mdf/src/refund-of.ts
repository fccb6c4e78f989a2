import { product, quotient, ratio, round, toJson, zero, type Money } from '@accord/kernel';
import type { Refund, RequestTerms } from './fund.events';

type RefundTerms = Pick<RequestTerms, 'share' | 'refund' | 'rounding'>;

/**
 * What somebody else gives back of what the vendor pays: its share of the cost that this payment stands
 * for. Of two thirds of a cost, one third refunded is half of what is paid. Less paid, less refunded.
 * @param paid for a claim in all
 * @returns rounded once; zero where nobody refunds
 */
function refundedOf({ share, refund, rounding }: RefundTerms, paid: Money): Money {
  if (!refund) return zero(paid.currency);
  const part = quotient(ratio(refund.share), ratio(share));
  const exact = product({ numerator: paid.minor, denominator: 1n }, part);
  return round({ ...exact, currency: paid.currency }, rounding);
}

/**
 * @param before what was paid for the claim in all; @param after what is now
 * @returns by how much that changes what somebody else owes, never below zero; null where nobody refunds
 */
export function refundBetween(
  terms: RefundTerms | null,
  before: Money,
  after: Money,
): Refund | null {
  if (!terms?.refund) return null;
  const [was, is] = [refundedOf(terms, before), refundedOf(terms, after)];
  const minor = was.minor > is.minor ? was.minor - is.minor : is.minor - was.minor;
  return { party: terms.refund.party, amount: toJson({ ...is, minor }) };
}
