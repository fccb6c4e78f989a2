import { ApiProperty } from '@nestjs/swagger';
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

/** The part of a quarter's amount that one sale stands for. */
export class ShareBody {
  /** The quarter's whole amount. */
  of: string;
  sales: number;
  /** SHA-256 over the sorted `<deal>:<sale>` ids, one per line. */
  membersHash: string;
}

/** What one rule gives for one sale, and how it came about. */
export class EarningBody {
  lineId: string;
  programId: string;
  programVersion: string;
  partnerId: string;
  rule: string;
  kind: 'referralFee' | 'countTierRebate' | 'formula';
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
  /** Null where a formula says it all. */
  rate: string | null;
  tier: TierBody | null;
  /** Highest amount that the rule allows; null without one. */
  cap: string | null;
  /** Exact product in minor units, before cap and rounding: `numerator/denominator`. */
  exact: string;
  rounding: string;
  derivation: string;
  sources: SourceBody[];
  /** What would have made the amount another one: "1 service more by 2026-04-30: 2.5%". */
  wouldChange: string[];
  /** Of a formula alone, else null: every step with its exact value, parts within parts. */
  @ApiProperty({ type: Object, nullable: true, additionalProperties: true })
  steps: object | null;
  /** Of a formula that is reckoned per quarter, else null. */
  share: ShareBody | null;
}

export const shareBody = (share: EarningLine['share']): ShareBody | null =>
  share ? { ...share, of: formatAmount(fromJson(share.of)) } : null;

export function earningBody(line: EarningLine): EarningBody {
  const { amount, base, cap, exact, tier, sources, steps, share, wouldChange, ...rest } = line;
  return {
    ...rest,
    amount: formatAmount(fromJson(amount)),
    currency: amount.currency,
    base: formatAmount(fromJson(base)),
    tier: tier && { ...tier },
    cap: cap && formatAmount(fromJson(cap)),
    exact: `${exact.numerator}/${exact.denominator}`,
    sources: sources.map((source) => ({ ...source })),
    wouldChange: [...(wouldChange ?? [])],
    steps: steps ?? null,
    share: shareBody(share),
  };
}
