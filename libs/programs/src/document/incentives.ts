import { z } from 'zod';
import { formula } from './formula';
import { amount, days, name, rate } from './scalars';

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
});

const formulaRebate = z.strictObject({
  kind: z.literal('formula'),
  rule: name,
  dealType: name,
  /** Reckoned for each sale, or once for a partner's quarter and then shared out over its sales. */
  per: z.enum(['sale', 'quarter']),
  formula,
  illustrative: z.boolean(),
  /** Only partners that hold one of these designations or tracks; empty: everybody. */
  requires: z.strictObject({ designations: z.array(name), tracks: z.array(name) }),
  due: z.strictObject({ quarterEndPlusDays: days }),
  exclusiveGroup: name.nullable(),
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
export type FormulaRule = z.infer<typeof formulaRebate>;
