import { z } from 'zod';
import { incentiveAccounting } from './accounting';
import { caps } from './caps';
import { eligibility } from './eligibility';
import { formula } from './formula';
import { guarantee } from './guarantee';
import { amount, days, name, rate } from './scalars';
import { stages, taxForm, type Stage } from './stages';

const referralFee = z.strictObject({
  kind: z.literal('referralFee'),
  rule: name,
  dealType: name,
  /** Share of the annual fees that the customer pays. */
  rate,
  /** True where the vendor does not publish the rate and this one is made up. */
  illustrative: z.boolean(),
  /** Due on the later of quarter end and customer's payment, each plus its days. */
  due: z.strictObject({ quarterEndPlusDays: days, paymentPlusDays: days }),
  /** Rules of one group never pay for the same sale twice. */
  exclusiveGroup: name.nullable(),
  eligibility: eligibility.optional(),
  /** Referral fees when absent. */
  accounting: incentiveAccounting.optional(),
});

const countTierRebate = z.strictObject({
  kind: z.literal('countTierRebate'),
  rule: name,
  dealType: name,
  /** Inclusive counts of services in the quarter; a count in no tier earns nothing. */
  tiers: z
    .array(
      z.strictObject({
        from: z.number().int().min(1),
        to: z.number().int().min(1).nullable(),
        rate,
        /** Highest amount per closed-won opportunity. */
        capPerOpportunity: amount,
      }),
    )
    .min(1),
  illustrative: z.boolean(),
  /** After a reversal: count the quarter again without it, or keep the tier that was reached. */
  onReversal: z.enum(['recount', 'keepTier']),
  /** Only partners that hold one of these designations or tracks; empty: everybody. */
  requires: z.strictObject({ designations: z.array(name), tracks: z.array(name) }),
  due: z.strictObject({ quarterEndPlusDays: days }),
  exclusiveGroup: name.nullable(),
  eligibility: eligibility.optional(),
  /** Rebates, which lessen revenue, when absent. */
  accounting: incentiveAccounting.optional(),
});

const formulaRebate = z.strictObject({
  kind: z.literal('formula'),
  rule: name,
  dealType: name,
  /** Reckoned for each sale, or once for a partner's quarter and then shared out over its sales. */
  per: z.enum(['sale', 'quarter']),
  /**
   * Of a rule per quarter: "difference" pays what the formula gives through the quarter less what was
   * settled in earlier quarters of the fiscal year (SAP condition contracts, partial settlement). What
   * was settled is not taken back within the year: it is set against later quarters.
   */
  settle: z.enum(['amount', 'difference']).optional(),
  caps: caps.optional(),
  guarantee: guarantee.optional(),
  formula,
  /**
   * Least values of a partner's first, second, … registration on one sale, in the order of approval; one
   * below the least of its turn earns nothing and takes no turn, nor do those after the last
   * (GitLab Channel Operations, 2020: services).
   */
  engagements: z.array(amount).min(1).max(20).optional(),
  /**
   * Who is paid: the partner that registered, as by default, the distributor of its two-tier deal, or the
   * person of the partner who was named as the seller.
   */
  payee: z.enum(['partner', 'distributor', 'person']).optional(),
  /**
   * The share of it that goes into the partner's co-op fund; the rest is paid (Microsoft: 60% rebate, 40%
   * co-op). The fund accrues it by `coop.rate`, and pays it as a rebate where it stays below its minimum.
   */
  split: z.strictObject({ coop: rate }).optional(),
  stages: stages.optional(),
  taxForm: taxForm.optional(),
  illustrative: z.boolean(),
  /** Only partners that hold one of these designations or tracks; empty: everybody. */
  requires: z.strictObject({ designations: z.array(name), tracks: z.array(name) }),
  due: z.strictObject({ quarterEndPlusDays: days }),
  exclusiveGroup: name.nullable(),
  eligibility: eligibility.optional(),
  /** SPIFFs where a person is paid, else rebates, when absent. */
  accounting: incentiveAccounting.optional(),
});

/** What partners earn. */
export const incentive = z.discriminatedUnion('kind', [
  referralFee,
  countTierRebate,
  formulaRebate,
]);

export type IncentiveRule = z.infer<typeof incentive>;
export type ReferralFeeRule = z.infer<typeof referralFee>;
export type CountTierRule = z.infer<typeof countTierRebate>;
/** @returns the stages in which a rule is paid; none where it is paid at once */
export const stagesOf = (rule: IncentiveRule): readonly Stage[] =>
  (rule.kind === 'formula' && rule.stages) || [];

export type FormulaRule = z.infer<typeof formulaRebate>;
