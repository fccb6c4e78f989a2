import { z } from 'zod';
import { plusDays, plusMonths, type IsoDate } from '@accord/kernel';
import { days, name } from './scalars';

/** How long an approval protects a deal: so many days, or months. */
export const expiry = z
  .strictObject({
    days: days.optional(),
    months: z.number().int().min(1).max(120).optional(),
    /** What the time counts from; the approval when absent. */
    from: z.enum(['approval', 'submission']).optional(),
  })
  .refine(({ days: inDays, months }) => (inDays === undefined) !== (months === undefined), {
    error: 'either days or months',
  });

/** How an approval is lengthened. */
export const extension = z.strictObject({
  standardDays: days,
  allowAfterExpiry: z.boolean(),
  /** What the days are counted from: the end of the protection, or the day the extension is given. */
  from: z.enum(['expiry', 'grant']).optional(),
  /** Role of the program that gives the standard one; absent: any program manager. */
  approver: name.optional(),
  /**
   * Role of the program that gives longer ones, to a day, and decides what is decided outside the approval
   * steps: breaks, transfers, reinstatements, customer letters, outranking; absent: any program manager.
   */
  operations: name.optional(),
});

/**
 * @param moments day of the registration and day of its approval
 * @returns the last day of the protection; the last of the month where a month is too short for it
 */
export function protectedUntil(
  rules: z.infer<typeof expiry>,
  moments: { readonly registeredOn: IsoDate; readonly approvedOn: IsoDate },
): IsoDate {
  const start = rules.from === 'submission' ? moments.registeredOn : moments.approvedOn;
  return rules.months === undefined
    ? plusDays(start, rules.days ?? 0)
    : plusMonths(start, rules.months);
}
