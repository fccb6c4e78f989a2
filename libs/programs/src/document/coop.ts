import { z } from 'zod';
import { mdf } from './mdf';
import { amount, days, name, rate } from './scalars';

/** Marketing money that partners accrue with their bookings. */
export const coop = z.strictObject({
  /** Share of what is booked. */
  rate,
  basis: z.enum(['netArr', 'annualFees']),
  /** Months whose bookings add up in one fund, counted from the start of the fiscal year. */
  earnMonths: z.union([z.literal(3), z.literal(6), z.literal(12)]),
  /** Spent from the first day on, or only after the months in which it was earned. */
  use: z.enum(['atOnce', 'afterwards']),
  /** Months after those in which it was earned in which it may be spent; 0: none. */
  useMonths: z.number().int().min(0).max(24),
  /** Most that a partner accrues in one fund. */
  cap: amount.optional(),
  /** What becomes of a fund that comes to less, so many days after its bookings' last day. */
  minimum: z
    .strictObject({ amount, below: z.enum(['lapse', 'rebate']), afterDays: days })
    .optional(),
  /** Only partners that hold one of these designations or tracks; everybody when absent. */
  requires: z.strictObject({ designations: z.array(name), tracks: z.array(name) }).optional(),
  /** How it is asked for and claimed. */
  funds: mdf,
});

export type CoopRules = z.infer<typeof coop>;
