import { z } from 'zod';
import { days, name } from './scalars';

/**
 * Payments that a rule does not give, and that somebody grants all the same out of a budget (GitLab Channel
 * Operations: requests until the 15th of the quarter's last month; the ecosystem or the account team pays).
 */
export const exceptions = z.strictObject({
  /** Last day of the last month of the sale's quarter on which one may be asked for. */
  cutoffDay: z.number().int().min(1).max(28),
  /** Budgets that may pay for one: of the vendor, a region, a distributor. */
  funding: z.array(name).min(1).max(20),
  /** Due so many days after the start of the quarter that follows the sale's. */
  due: z.strictObject({ quarterStartPlusDays: days }),
});

export type ExceptionRules = z.infer<typeof exceptions>;
