import { z } from 'zod';
import { amount, name, rate } from './scalars';

const band = z.strictObject({
  /** Null for the first: whatever the amount, it has a row. */
  from: amount.nullable(),
  /** Null for the last. */
  to: amount.nullable(),
  /** Share of the whole booking. */
  rate,
});

const terms = z.strictObject({
  /** One rate for every amount; absent: there are bands. */
  rate: rate.optional(),
  bands: z
    .strictObject({
      /** Which row an amount that stands at a bound has: the one that starts there, or that ends there. */
      boundary: z.enum(['from', 'to']),
      rows: z.array(band).min(1).max(100),
    })
    .optional(),
});

/** What others keep of a booking. */
export const fees = z.strictObject({
  /** Marketplaces through which customers may buy; a sale through another one is refused. */
  marketplace: z.strictObject({
    /** Which amount of an order is the booking. */
    of: z.enum(['annualFees', 'netArr']),
    marketplaces: z.record(name, z.strictObject({ new: terms, renewal: terms })),
  }),
});

export type MarketplaceRules = z.infer<typeof fees>['marketplace'];
export type FeeTerms = z.infer<typeof terms>;
