import { z } from 'zod';
import { amount, days, name, rate } from './scalars';

const mdfActivity = z.strictObject({
  activity: name,
  /** Every one of these proofs is needed. */
  required: z.array(name),
  /** And at least one of these, when there are any. */
  anyOf: z.array(name),
});

/** How marketing activities are co-funded. */
export const mdf = z.strictObject({
  minRequest: amount,
  /** Share of the eligible cost that the vendor pays. */
  share: rate,
  leadBusinessDays: days,
  decisionBusinessDays: days,
  claimDays: days,
  firstClaimDays: days,
  reminderDays: z.array(days),
  excludedCosts: z.array(name),
  activities: z.array(mdfActivity).min(1),
});

export type MdfRules = z.infer<typeof mdf>;
