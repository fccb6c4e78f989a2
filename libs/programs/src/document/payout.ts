import { z } from 'zod';
import { conversion } from './conversion';
import { amount, days } from './scalars';
import { withholding } from './withholding';

/** How partners may question a statement. */
const disputes = z.strictObject({
  /** Days in which a statement may be disputed; the day from which they count is not one of them. */
  windowDays: days,
  /**
   * The days count from the day by which a quarter's money is to be paid, though not from before the
   * statement's issue; or from the day on which the bank has paid it (Coeo, partner SPIFF); from its issue
   * when absent.
   */
  start: z.union([z.literal('payment'), z.strictObject({ quarterEndPlusDays: days })]).optional(),
  /** Days in which the vendor answers. */
  answerDays: days,
});

/** How earnings become statements and payments. */
export const payout = z.strictObject({
  rounding: z.enum(['half-up', 'half-even']),
  /** Days after a quarter's end before it may be closed; none when absent. */
  graceDays: days.optional(),
  /** A statement that makes less than this payable is carried forward; any amount is paid when absent. */
  minimum: amount.optional(),
  /** Whether what a partner owes is taken from what it is owed; so it is when absent. */
  setOff: z.boolean().optional(),
  /** 30 days to dispute and 14 to answer when absent. */
  disputes: disputes.optional(),
  /** Whose rates payments in another currency take, and how old they may be; there are none when absent. */
  conversion: conversion.omit({ rateOn: true }).optional(),
  /** Tax that is kept back; of each payee at most one row holds on a day. */
  withholding: z.array(withholding).max(200).optional(),
});

export type PayoutRules = z.infer<typeof payout>;
