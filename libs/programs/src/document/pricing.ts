import { z } from 'zod';
import { amount, name, rate } from './scalars';

/** Ways in which a partner comes to a deal; each has its own discount off list. */
export const PRICE_CLASSES = ['sourced', 'cosell', 'renewal'] as const;
export type PriceClass = (typeof PRICE_CLASSES)[number];

const discount = z.strictObject({
  price: z.enum(PRICE_CLASSES),
  /** Whose discount it is; in two-tier deals the distributor's comes on top of the reseller's. */
  party: z.enum(['reseller', 'distributor']),
  // Each absent condition fits anything.
  track: name.optional(),
  dealType: name.optional(),
  family: name.optional(),
  territory: name.optional(),
  /** Share of the list price. */
  rate,
});

/** Points beside the discount, for what a deal is. */
const bonus = z.strictObject({
  bonus: name,
  points: rate,
  /** True: the approved registration has to claim it; false: for deals without one. */
  registered: z.boolean(),
  /** List value of the whole deal from which on, and below which, it is given. */
  fromList: amount.optional(),
  belowList: amount.optional(),
});

/** What partners pay: the discount matrix, of which the first row that fits holds. */
export const pricing = z.strictObject({
  /** True where the vendor does not publish the rates and these are made up. */
  illustrative: z.boolean(),
  /**
   * Registrations under which a partner buys; of others there is no price (GitLab Master Partner Agreement:
   * who is paid a referral fee gets no resale discount on the same sale). All of them when absent.
   */
  dealTypes: z.array(name).min(1).optional(),
  discounts: z.array(discount).min(1),
  /** Whether an upgrade at renewal brings the sourced discount to the whole deal or to its own part. */
  upgradeScope: z.enum(['wholeDeal', 'upgradedPart']).optional(),
  bonuses: z
    .strictObject({ stacking: z.enum(['highestOnly', 'sum']), rows: z.array(bonus).min(1) })
    .optional(),
});

export type PricingRules = z.infer<typeof pricing>;
export type DiscountRow = PricingRules['discounts'][number];
export type BonusRow = NonNullable<PricingRules['bonuses']>['rows'][number];
