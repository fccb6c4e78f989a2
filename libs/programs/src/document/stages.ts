import { z } from 'zod';
import { amount, days, name, rate } from './scalars';

/** A part of what a rule gives, which is paid once the delivery has come so far (Coeo, partner SPIFF). */
const stage = z.strictObject({
  /** As the sales system reports it of the sale, for example "first-invoice". */
  milestone: name,
  /** Share of the whole; those of all stages make 100%. */
  share: rate,
  /** Paid so many days after the milestone. */
  plusDays: days,
  /**
   * Days after the booking within which it must be reached. After them nothing is earned any more, and
   * what was paid, of every stage, is to be repaid within so many days.
   */
  deadline: z
    .strictObject({ withinDays: z.number().int().min(1).max(3_660), repayWithinDays: days })
    .optional(),
});

export const stages = z.array(stage).min(1).max(10);

/** What must be there before the payee is paid (WestFax: above 600 in a fiscal year). */
export const taxForm = z.strictObject({
  /** One of these is enough, for example "W-9" or "W-8BEN". */
  forms: z.array(name).min(1).max(10),
  /** Only from the line on that brings the rule's sum for a payee in a fiscal year above this. */
  above: amount.optional(),
});

export type Stage = z.infer<typeof stage>;
export type TaxFormRules = z.infer<typeof taxForm>;
