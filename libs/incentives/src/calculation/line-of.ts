import {
  compare,
  formatAmount,
  fromJson,
  product,
  ratio,
  round,
  times,
  toJson,
  zero,
  type ExactAmount,
  type IsoDate,
  type Money,
  type MoneyJson,
} from '@accord/kernel';
import type { EarningLine, ReachedTier } from '../earning-line';
import { lineIdOf, type Claim } from './claim';
import type { Refusal } from './because';
import { conversionOf, inProgramCurrency, spoken } from './conversion';

export interface Terms {
  readonly base: MoneyJson;
  /** What the base is, for the derivation. */
  readonly what: string;
  readonly rate: string;
  readonly cap: Money | null;
  readonly tier: ReachedTier | null;
  /** Why the amount is zero; null when it is not. */
  readonly nothing: Refusal | null;
  /** What would have made the amount another one, beside what would have made it one at all. */
  readonly wouldChange: readonly string[];
  readonly dueOn: IsoDate | null;
}

/** Rounds the exact product once, after the cap, and says how it came about. */
export function lineOf(claim: Claim, terms: Terms): EarningLine {
  const { deal, sale, rule, rules, programVersion, quarter } = claim;
  const { base, rate, cap, tier, nothing, dueOn } = terms;
  const zeroReason = nothing?.reason ?? null;
  const wouldChange = nothing ? nothing.wouldChange : terms.wouldChange;
  const exact = exactOf(claim, base, rate);
  const conversion = conversionOf(claim);
  const rounding = rules.payout.rounding;
  const rounded = round(exact, rounding);
  const isCapped = cap !== null && compare(rounded, cap) > 0;
  const earned = isCapped ? cap : rounded;
  const amount = zeroReason === null ? earned : zero(earned.currency);
  return {
    lineId: lineIdOf(claim),
    programId: deal.programId,
    programVersion,
    partnerId: deal.partnerId,
    rule: rule.rule,
    kind: rule.kind,
    quarter,
    dealId: deal.dealId,
    saleId: sale.saleId,
    base,
    rate,
    tier,
    exact: { numerator: exact.numerator.toString(), denominator: exact.denominator.toString() },
    rounding,
    cap: cap && toJson(cap),
    amount: toJson(amount),
    zeroReason,
    dueOn,
    derivation: zeroReason ?? derivation(claim, terms, amount, isCapped),
    sources: [...deal.sources, ...sale.sources],
    ...(wouldChange.length > 0 && { wouldChange }),
    ...(conversion && { conversion }),
    ...(sale.marketplaceFee && { marketplaceFee: sale.marketplaceFee }),
  };
}

/** In the program's currency; nothing where the base cannot be converted into it. */
function exactOf(claim: Claim, base: MoneyJson, rate: string): ExactAmount {
  const { currency } = claim.rules;
  if (base.currency === currency) return times(fromJson(base), ratio(rate));
  const converted = inProgramCurrency(claim, base);
  if (!converted) return times(zero(currency), ratio(rate));
  return { ...product(converted, ratio(rate)), currency };
}

function derivation(
  claim: Claim,
  { base, what, rate, cap, tier }: Terms,
  amount: Money,
  isCapped: boolean,
): string {
  const reached = tier ? `${tier.count} services in the quarter reach ${rate}; ` : '';
  const product = `${rate} of ${what} ${formatAmount(fromJson(base))}${spoken(claim)}`;
  const limited = isCapped && cap ? `, limited to ${formatAmount(cap)}` : '';
  return `${reached}${product}${limited} = ${formatAmount(amount)} ${amount.currency}`;
}
