import { z } from 'zod';
import { fundAccounting } from './accounting';
import { amount, days, name, rate } from './scalars';

const fundActivity = z.strictObject({
  activity: name,
  /** Every one of these proofs is needed. */
  required: z.array(name),
  /** And at least one of these, when there are any. */
  anyOf: z.array(name),
  /** What has to be there when money is asked for, for example an agenda. */
  atRequest: z.array(name).optional(),
  /** Where it is another one than the program's. */
  share: rate.optional(),
  /** Somebody else gives a part of what the vendor pays back to it. */
  refund: z
    .strictObject({
      party: name,
      /** Of the eligible cost, out of the vendor's share of it. */
      share: rate,
    })
    .optional(),
});

/** Money outside the markets that a region aims at: a share of its budget at most. */
const flex = z.strictObject({
  share: rate,
  /** Countries by region; a region without an entry aims at all of its countries. */
  targetMarkets: z.record(name, z.array(z.string().regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2'))),
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
  activities: z.array(fundActivity).min(1),
  /** Who may give back a part; anybody whom an activity names when absent. */
  refundParties: z.array(name).min(1).optional(),
  /** What follows may be absent. Only partners with one of these tracks or designations. */
  requires: z.strictObject({ designations: z.array(name), tracks: z.array(name) }).optional(),
  minClaim: amount.optional(),
  /** How far a claim may go above what was approved, as a share of that. */
  tolerance: rate.optional(),
  /** A request up to this amount needs no approval and no lead time. */
  preApprovalAbove: amount.optional(),
  /** What the days for a claim are counted from; the activity's end when absent. */
  claimFrom: z.enum(['activityEnd', 'periodEnd']).optional(),
  /** Day of the year after which nothing is claimed any more, whatever the days say. */
  lastClaim: z
    .strictObject({ month: z.number().int().min(1).max(12), day: z.number().int().min(1).max(31) })
    .optional(),
  /** How long allocated money may be asked for; as long as its fund is open when absent. */
  creditDays: days.optional(),
  /** Quarters in which activities take place, from the fund's own on; 1 when absent. */
  executionQuarters: z.number().int().min(1).max(4).optional(),
  /** Money of an activity that does not take place may go to one that costs as much or less. */
  reallocation: z.literal('equalOrLower').optional(),
  /** What is open when a partner's last agreement ends: all of it is gone, or what took place stays. */
  onTermination: z.enum(['forfeit', 'honourExecuted']).optional(),
  /** A claim that was false may take the partner's open requests of the fund along. */
  falseClaim: z.literal('voidOpenRequests').optional(),
  /** What may be given out in a region's quarter. */
  budgets: z
    .array(
      z.strictObject({
        region: name,
        quarter: z.string().regex(/^FY(19|20|21)\d{2}-Q[1-4]$/, 'a fiscal quarter, FY2027-Q1'),
        amount,
      }),
    )
    .optional(),
  flex: flex.optional(),
  /** False: what a partner owes is not taken from what it is owed for claims; else as `payout` says. */
  setOff: z.literal(false).optional(),
  /** Contra-revenue when absent. */
  accounting: fundAccounting.optional(),
});

export type MdfRules = z.infer<typeof mdf>;
