import { z } from 'zod';
import { LOSER_OUTCOMES } from './exclusivity';
import { name } from './scalars';

/** What holds for registrations that name a public tender. */
export const tender = z.strictObject({
  /** Which of them are taken at all. */
  registration: z.enum(['accept', 'beforePublication', 'refuse']),
  /**
   * Whether who registers after the publication may still be approved, or is one bidder among others
   * at the co-sell rate.
   */
  bidders: z.enum(['approvable', 'cosell']),
  /** In a tender that renews: what the incumbent pays for the unchanged part, and all others. */
  renewal: z
    .strictObject({
      incumbent: z.enum(['lastRate', 'renewal']),
      others: z.enum(['listPrice', 'cosell']),
    })
    .optional(),
});

/** One partner that sales prefers for an opportunity, where the law or the vendor asks for a choice. */
export const preferredPartner = z.strictObject({
  territories: z.array(name).min(1),
  minMeetings: z.number().int().min(0).max(100),
  /** Length of the opportunity's id in the sales system. */
  opportunityIdLength: z.number().int().min(1).max(100).optional(),
  /** What everybody else gets. */
  others: z.enum(LOSER_OUTCOMES),
});

export type TenderRules = z.infer<typeof tender>;
export type PreferredPartnerRules = z.infer<typeof preferredPartner>;
