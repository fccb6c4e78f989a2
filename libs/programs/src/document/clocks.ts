import { z } from 'zod';
import { name } from './scalars';

/** What starts a clock: the registration's submission, or its coming to an approval step. */
const start = z.enum(['submission', 'step']);

/** A time that somebody has. */
const clock = z.strictObject({
  within: z.number().int().min(1).max(3_660),
  unit: z.enum(['businessHours', 'businessDays', 'calendarDays', 'months']),
  start,
  /** The region whose calendar counts; absent: that of the registration's territory. */
  calendar: name.optional(),
});

/** What the vendor promises, and what it reminds of. */
export const sla = z.strictObject({
  /** The partner hears from the vendor. */
  firstContact: clock.optional(),
  /** Decisions of steps; of several for one step, the customer's kind tells which. */
  decisions: z
    .array(
      z.strictObject({
        step: name,
        customer: z.enum(['new', 'existing']).optional(),
        ...clock.shape,
      }),
    )
    .optional(),
  /** So many days before a protection ends, the partner is reminded of it. */
  expiryWarningDays: z.array(z.number().int().min(1).max(365)).min(1).optional(),
});

export type ClockRule = z.infer<typeof clock>;
export type SlaRules = z.infer<typeof sla>;
