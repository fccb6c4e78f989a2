import { z } from 'zod';
import { amount } from './scalars';

/**
 * The most that a rule gives, or the most of a measure that it pays for. Sales use a limit up in the order
 * in which they were booked (Microsoft, earnings cap balance; Salesforce caps the measure, Check Point 10,000
 * for a person).
 */
const cap = z.strictObject({
  /** For one deal, in a fiscal quarter or year, or ever. */
  per: z.enum(['deal', 'quarter', 'year', 'program']),
  /** Each partner by itself, as by default, each person who is paid, or all partners together. */
  among: z.enum(['partner', 'person', 'everybody']).optional(),
  /** What is limited: what is paid, as by default, or what of the sales counts. */
  on: z.enum(['payout', 'netArr', 'annualFees']).optional(),
  amount,
});

export const caps = z.array(cap).max(8);

export type Cap = z.infer<typeof cap>;
