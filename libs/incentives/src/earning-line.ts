import type { Conversion } from '@accord/rates';
import type { FiscalQuarter, IsoDate, MoneyJson, RoundingMode } from '@accord/kernel';
import type { Cap, IncentiveAccount } from '@accord/programs';
import type { MarketplaceFee } from '@accord/sales';
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

/** That a line stands although its rule says otherwise. */
export interface ExceptionUse {
  /** The program's budget that pays for it. */
  readonly fundedBy: string;
  readonly decidedOn: IsoDate;
  /** Why the rule alone gives nothing. */
  readonly from: string;
}

/** How a line uses a running limit of its rule up. */
export interface LimitUse {
  readonly per: Cap['per'];
  readonly among: NonNullable<Cap['among']>;
  readonly on: NonNullable<Cap['on']>;
  readonly limit: MoneyJson;
  /** What lines before it had used; a whole quarter uses it as one. */
  readonly before: MoneyJson;
  readonly used: MoneyJson;
  readonly left: MoneyJson;
}

/** The part of a quarter's amount that one sale stands for. */
export interface QuarterShare {
  /** The quarter's whole amount, rounded once and then shared out by net ARR without a rest. */
  readonly of: MoneyJson;
  readonly sales: number;
  /** SHA-256 over the sorted ids of these sales, one per line. */
  readonly membersHash: string;
}

/** The part of a sale's amount that is paid once its delivery has come so far. */
export interface StageShare {
  readonly milestone: string;
  /** As the program writes it. */
  readonly share: string;
  /** The whole amount, rounded once and then shared out over the stages without a rest. */
  readonly of: MoneyJson;
}

/** How the amounts of a sale in another currency came into the program's. */
export interface LineConversion {
  readonly source: string;
  /** The day whose rate applies. */
  readonly day: IsoDate;
  readonly from: string;
  readonly to: string;
  /** Null: there is none, or none that is young enough; the sale earns nothing until there is one. */
  readonly rate: (Omit<Conversion, 'factor'> & { readonly factor: string }) | null;
}

/** What one rule gives one partner for one sale in one quarter, and how it came about. */
export interface EarningLine {
  /**
   * `<rule>:<deal>:<sale>`, of a rule paid in stages with `:<milestone>`, without a sale
   * `<rule>:<partner>:<quarter>`: stable over recalculations.
   */
  readonly lineId: string;
  readonly programId: string;
  /** `<program>@<version>` in force on the day that decides. */
  readonly programVersion: string;
  readonly partnerId: string;
  /** Opaque id of the partner's person who is paid; absent: the partner is. */
  readonly personId?: string;
  readonly rule: string;
  /** What sort of incentive it is: decides how it is booked. */
  readonly kind: IncentiveKind;
  /** What it is booked against; absent: rebates (4900), or of a referral fee these (6100). */
  readonly account?: IncentiveAccount;
  readonly quarter: FiscalQuarter;
  /** Deal that earned it; null where the rule guarantees a quarter in which no sale counts. */
  readonly dealId: string | null;
  readonly saleId: string | null;
  /** In the currency of the sale. */
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
  /** Where the line stands by an exception from its rule. */
  readonly exception?: ExceptionUse;
  /** Of a rule with running limits: what it has used of each. */
  readonly limits?: readonly LimitUse[];
  /** What it waits for before it has a day on which it is to be paid; absent where nothing is. */
  readonly awaits?: string;
  /** Of a formula that is paid in stages. */
  readonly stage?: StageShare;
  /** Of a formula that is reckoned per quarter. */
  readonly share?: QuarterShare;
  /** Of a sale in another currency than the program's, where the program converts. */
  readonly conversion?: LineConversion;
  /** Of a sale through a marketplace: what that keeps. */
  readonly marketplaceFee?: MarketplaceFee;
}
