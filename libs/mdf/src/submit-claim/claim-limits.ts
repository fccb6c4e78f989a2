import {
  add,
  compare,
  formatAmount,
  isPositive,
  max,
  min,
  money,
  ratio,
  round,
  subtract,
  sum,
  times,
  type IsoDate,
  type Money,
  type Rejection,
} from '@accord/kernel';
import type { KnownFund } from '../fund';
import type { RequestTerms } from '../fund.events';
import type { FundsRequest } from '../funds-request';
import { availableOn, limitFaults } from '../refusals';

/** How much may be claimed at most, and why not more. */
export interface ClaimLimits {
  /** The vendor's share of the eligible cost, with the share as the program writes it. */
  readonly share: { readonly of: string; readonly amount: Money };
  /** What is committed, and what the program tolerates above it as far as the fund has it. */
  readonly commitment: Money;
}

export function claimLimits(
  fund: KnownFund,
  request: FundsRequest,
  { share, rounding, tolerance }: RequestTerms,
  eligible: Money,
  on: IsoDate,
): ClaimLimits {
  const { currency } = eligible;
  const tolerated = round(times(request.approved, ratio(tolerance)), rounding);
  const live = [...request.claims.values()].filter(({ status }) => status !== 'returned');
  const used = sum(
    live.map(({ excess }) => excess),
    currency,
  );
  const above = max(money(0n, currency), min(subtract(tolerated, used), availableOn(fund, on)));
  return {
    share: { of: share, amount: round(times(eligible, ratio(share)), rounding) },
    commitment: add(request.committed, above),
  };
}

export const claimable = ({ share, commitment }: ClaimLimits): Money =>
  min(share.amount, commitment);

/** @returns why so much cannot be claimed */
export function claimedFaults(
  claimed: Money,
  { share, commitment }: ClaimLimits,
  least: Money | null,
): Rejection[] {
  const faults = [
    ...limitFaults(claimed, share.amount, 'above-share', `${share.of} of the cost`),
    ...limitFaults(claimed, commitment, 'above-commitment', 'is still committed'),
  ];
  if (!isPositive(claimed)) {
    faults.push({
      code: 'amount-not-positive',
      message: 'Nothing is left to claim',
      path: 'amount',
    });
  } else if (least && compare(claimed, least) < 0) {
    const message = `A claim is at least ${formatAmount(least)} ${least.currency}`;
    faults.push({ code: 'below-minimum-claim', message, path: 'amount' });
  }
  return faults;
}
