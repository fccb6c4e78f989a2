import type { FiscalQuarter, IsoDate, MoneyJson, RoundingMode } from '@accord/kernel';
import type { DerivationJson } from './formula/derivation';

export type IncentiveKind = 'referralFee' | 'countTierRebate' | 'formula';

/** An event that a figure rests on. */
export interface SourceEvent {
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
}

/** The tier of a count that a line was reckoned in. */
export interface ReachedTier {
  readonly from: number;
  /** Null: no upper end. */
  readonly to: number | null;
  readonly count: number;
  /** SHA-256 over the sorted ids of the counted deals, one per line. */
  readonly membersHash: string;
}

/** The part of a quarter's amount that one sale stands for. */
export interface QuarterShare {
  /** The quarter's whole amount, rounded once and then shared out by net ARR without a rest. */
  readonly of: MoneyJson;
  readonly sales: number;
  /** SHA-256 over the sorted ids of these sales, one per line. */
  readonly membersHash: string;
}

/** What one rule gives one partner for one sale in one quarter, and how it came about. */
export interface EarningLine {
  /** `<rule>:<deal>:<sale>`: stable over recalculations. */
  readonly lineId: string;
  readonly programId: string;
  /** `<program>@<version>` in force on the day that decides. */
  readonly programVersion: string;
  readonly partnerId: string;
  readonly rule: string;
  /** What sort of incentive it is: decides how it is booked. */
  readonly kind: IncentiveKind;
  readonly quarter: FiscalQuarter;
  /** Deal that earned it. */
  readonly dealId: string;
  readonly saleId: string;
  readonly base: MoneyJson;
  /** As the program writes it; "0" where no tier was reached; null where a formula says it all. */
  readonly rate: string | null;
  readonly tier: ReachedTier | null;
  /** Exact product before the cap and rounding, in minor units. */
  readonly exact: { readonly numerator: string; readonly denominator: string };
  readonly rounding: RoundingMode;
  /** Highest amount that the rule allows here; null without one. */
  readonly cap: MoneyJson | null;
  readonly amount: MoneyJson;
  /** Why the amount is zero; null when it is not. */
  readonly zeroReason: string | null;
  /** The day on which it is to be paid; null while that day is not known. */
  readonly dueOn: IsoDate | null;
  /** The arithmetic in one sentence, for people. */
  readonly derivation: string;
  readonly sources: readonly SourceEvent[];
  /** What would have made the amount another one; absent where nothing that anybody could do. */
  readonly wouldChange?: readonly string[];
  /** Of a formula alone: every step of it, with its exact value. */
  readonly steps?: DerivationJson;
  /** Of a formula that is reckoned per quarter. */
  readonly share?: QuarterShare;
}
