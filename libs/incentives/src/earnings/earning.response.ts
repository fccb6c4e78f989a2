import { formatAmount, fromJson } from '@accord/kernel';
import type { EarningLine } from '../earning-line';

/** Where an event stands in the log. */
export class SourceBody {
  eventId: string;
  stream: string;
  revision: number;
  position: string;
  type: string;
}

/** The tier that a count reached. */
export class TierBody {
  from: number;
  /** Null: no upper end. */
  to: number | null;
  count: number;
  /** SHA-256 over the sorted ids of the counted deals, one per line. */
  membersHash: string;
}

/** What one rule gives for one sale, and how it came about. */
export class EarningBody {
  lineId: string;
  programId: string;
  programVersion: string;
  partnerId: string;
  rule: string;
  kind: 'referralFee' | 'countTierRebate';
  quarter: string;
  dealId: string;
  saleId: string;
  amount: string;
  currency: string;
  /** Why the amount is zero; null when it is not. */
  zeroReason: string | null;
  /** The day on which it is to be paid; null while that day is not known. */
  dueOn: string | null;
  base: string;
  rate: string;
  tier: TierBody | null;
  /** Highest amount that the rule allows; null without one. */
  cap: string | null;
  /** Exact product in minor units, before cap and rounding: `numerator/denominator`. */
  exact: string;
  rounding: string;
  derivation: string;
  sources: SourceBody[];
}

export function earningBody(line: EarningLine): EarningBody {
  const { amount, base, cap, exact, tier, sources, ...rest } = line;
  return {
    ...rest,
    amount: formatAmount(fromJson(amount)),
    currency: amount.currency,
    base: formatAmount(fromJson(base)),
    tier: tier && { ...tier },
    cap: cap && formatAmount(fromJson(cap)),
    exact: `${exact.numerator}/${exact.denominator}`,
    sources: sources.map((source) => ({ ...source })),
  };
}
