import { z } from 'zod';

/**
 * How sales in other currencies count: by the last rates that a source published on or before a day.
 * Without a rate that is young enough a sale earns nothing until there is one.
 */
export const conversion = z.strictObject({
  /** Whose rates, for example "ecb"; a company's own monthly rates are a source as well. */
  source: z.string().regex(/^[a-z][a-z0-9]{0,30}$/, 'lower-case letters and digits'),
  /** The day of the booking, or the last day of the quarter in which it is earned. */
  rateOn: z.enum(['booking', 'quarterEnd']),
  /** The ECB publishes none on weekends and holidays: 5 days reach over Easter. */
  maxAgeDays: z.number().int().min(0).max(366),
});

export type ConversionRules = z.infer<typeof conversion>;
