import { z } from 'zod';

/** Who is the incumbent of a customer: the seller of its latest order, until the customer says otherwise. */
export const incumbency = z.strictObject({
  transferEvidence: z.enum(['customerStatement', 'anyLetter']),
});

/** Where the source of a renewal is looked up. */
export const attribution = z.strictObject({
  renewalSource: z.enum(['oldestNewBusiness', 'linkedDeal']),
});

/** Orders of a quarter's last days that are booked on the promise of a purchase order. */
export const purchaseOrder = z.strictObject({
  lastDaysOfQuarter: z.number().int().min(1).max(31),
  /** Days within which it must come; the booking is undone on the day after. */
  withinDays: z.number().int().min(1).max(90),
});
