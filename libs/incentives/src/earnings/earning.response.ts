import { ApiProperty } from '@nestjs/swagger';
import { formatAmount, fromJson } from '@accord/kernel';
import { MarketplaceFeeBody, marketplaceFeeBody } from '@accord/sales';
import type { EarningLine } from '../earning-line';
import type { SeenLimit, SeenLine } from './seen-line';

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

/** The part of a sale's amount that is paid with a milestone of its delivery. */
export class StageBody {
  milestone: string;
  share: string;
  /** The sale's whole amount. */
  of: string;
}

/** That a line stands although its rule says otherwise. */
export class ExceptionBody {
  /** The program's budget that pays for it. */
  fundedBy: string;
  decidedOn: string;
  /** Why the rule alone gives nothing. */
  from: string;
}

/** How a line uses a running limit of its rule up. */
export class LimitBody {
  per: 'deal' | 'quarter' | 'year' | 'program';
  among: 'partner' | 'person' | 'everybody';
  on: 'payout' | 'netArr' | 'annualFees';
  limit: string;
  /** What lines before it had used; null for partners where others share the limit. */
  before: string | null;
  used: string;
  left: string | null;
  /** Whether the line leaves nothing of it. */
  reached: boolean;
}

/** The rate of a conversion, as it was published. */
export class RateBody {
  /** `<source>/<day>/<n>`. */
  publication: string;
  publishedOn: string;
  base: string;
  /** Units of each currency for one unit of the base. */
  @ApiProperty({ type: Object, additionalProperties: { type: 'string' } })
  quotes: Readonly<Record<string, string>>;
  /** Minor units of the one currency for one of the other: `numerator/denominator`. */
  factor: string;
}

/** How a sale's amounts came into the program's currency. */
export class ConversionBody {
  source: string;
  /** The day whose rate applies: the last one published on or before it. */
  day: string;
  from: string;
  to: string;
  /** Null: there is none that is young enough, and nothing is earned until there is one. */
  rate: RateBody | null;
}

/** What one rule gives for one sale, and how it came about. */
export class EarningBody {
  lineId: string;
  programId: string;
  programVersion: string;
  partnerId: string;
  /** Opaque id of the partner's person who is paid; null: the partner is. */
  personId: string | null;
  rule: string;
  kind: 'referralFee' | 'countTierRebate' | 'formula';
  quarter: string;
  /** Null where the rule guarantees a quarter in which no sale counts. */
  dealId: string | null;
  saleId: string | null;
  amount: string;
  currency: string;
  /** Why the amount is zero; null when it is not. */
  zeroReason: string | null;
  /** The day on which it is to be paid; null while that day is not known. */
  dueOn: string | null;
  /** In the currency of the sale. */
  base: string;
  baseCurrency: string;
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
  /** Where it stands by an exception from its rule, else null. */
  exception: ExceptionBody | null;
  /** What it has used of each running limit of its rule. */
  limits: LimitBody[];
  /** What it waits for before it has a day on which it is to be paid; null where nothing is. */
  awaits: string | null;
  /** Of a rule that is paid in stages, else null. */
  stage: StageBody | null;
  /** Of a formula that is reckoned per quarter, else null. */
  share: ShareBody | null;
  /** Of a sale in another currency than the program's, else null. */
  conversion: ConversionBody | null;
  /** Of a sale through a marketplace: what that keeps; else null. */
  marketplaceFee: MarketplaceFeeBody | null;
}

export const shareBody = (share: EarningLine['share']): ShareBody | null =>
  share ? { ...share, of: formatAmount(fromJson(share.of)) } : null;

export const conversionBody = (conversion: EarningLine['conversion']): ConversionBody | null =>
  conversion ? { ...conversion, rate: conversion.rate && { ...conversion.rate } } : null;

export const limitBody = ({ limit, before, used, left, ...rest }: SeenLimit): LimitBody => ({
  per: rest.per,
  among: rest.among,
  on: rest.on,
  limit: formatAmount(fromJson(limit)),
  before: before && formatAmount(fromJson(before)),
  used: formatAmount(fromJson(used)),
  left: left && formatAmount(fromJson(left)),
  reached: rest.reached,
});

export const stageBody = (stage: EarningLine['stage']): StageBody | null =>
  stage ? { ...stage, of: formatAmount(fromJson(stage.of)) } : null;

export function earningBody(line: SeenLine): EarningBody {
  const { amount, base, cap, exact, tier, sources, steps, share, wouldChange, ...others } = line;
  const {
    personId = null,
    awaits = null,
    stage,
    limits,
    exception,
    conversion,
    marketplaceFee,
    ...rest
  } = others;
  return {
    ...rest,
    amount: formatAmount(fromJson(amount)),
    currency: amount.currency,
    base: formatAmount(fromJson(base)),
    baseCurrency: base.currency,
    tier: tier && { ...tier },
    cap: cap && formatAmount(fromJson(cap)),
    exact: `${exact.numerator}/${exact.denominator}`,
    sources: sources.map((source) => ({ ...source })),
    wouldChange: [...(wouldChange ?? [])],
    steps,
    share: shareBody(share),
    exception: exception ? { ...exception } : null,
    limits: limits.map(limitBody),
    personId,
    awaits,
    stage: stageBody(stage),
    conversion: conversionBody(conversion),
    marketplaceFee: marketplaceFeeBody(marketplaceFee),
  };
}
