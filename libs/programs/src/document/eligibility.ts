import { z } from 'zod';
import { amount, date, days, name } from './scalars';

const several = z.array(name).min(1).max(100);
const months = z.number().int().min(1).max(120);
const within = z.union([z.strictObject({ months }), z.strictObject({ days })]);

/** Days in the life of a deal and its sale. */
const day = z.enum(['registration', 'approval', 'booking']);

/**
 * Who and what an incentive is for: each condition that is there must hold. What concerns the partner
 * is looked up as of the day of the approval.
 */
export const eligibility = z.strictObject({
  partnerKinds: several.optional(),
  /** The partner is on one of these tracks. */
  tracks: several.optional(),
  /** The partner holds one of these designations. */
  designations: several.optional(),
  /** True: an agreement of the partner covers the territory of the deal. */
  agreementCoversTerritory: z.literal(true).optional(),
  /** A signed agreement that covers this kind of business. */
  exhibit: name.optional(),
  /** People of the partner who hold it, by the day on which they completed it. */
  credential: z
    .strictObject({ credential: name, people: z.number().int().min(1).max(1_000) })
    .optional(),
  territories: several.optional(),
  productFamilies: several.optional(),
  /** New business, a renewal as it was, or a renewal with growth. */
  renewal: z
    .array(z.enum(['none', 'flat', 'growth']))
    .min(1)
    .optional(),
  /** Days between which a promotion wants the sale booked, both included. */
  booked: z.strictObject({ from: date, to: date }).optional(),
  /** Least value of the registration or net ARR of the sale; of some product families alone. */
  minimums: z
    .array(
      z.strictObject({
        of: z.enum(['value', 'netArr']),
        amount,
        productFamilies: several.optional(),
      }),
    )
    .max(20)
    .optional(),
  /** Proofs, each reported as a milestone of the sale, and how long after the booking it may have come. */
  evidence: z
    .array(z.strictObject({ milestone: name, within: within.optional() }))
    .min(1)
    .max(10)
    .optional(),
  /** How long after one day of the deal another one may come. */
  windows: z
    .array(
      z.strictObject({
        what: day,
        after: day,
        within,
      }),
    )
    .max(6)
    .optional(),
});

export type Eligibility = z.infer<typeof eligibility>;
export type DealDay = z.infer<typeof day>;
