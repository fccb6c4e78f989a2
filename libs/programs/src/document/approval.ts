import { z } from 'zod';
import { name } from './scalars';

const criterion = z.strictObject({
  criterion: name,
  /** Scores run from 0 to this. */
  maxScore: z.number().int().min(1).max(100),
  /** Whether an approval needs a score and a reason for it. */
  required: z.boolean(),
});

/** Who decides, and on what grounds. */
export const approval = z.strictObject({
  /** Each step by its name, with the role of the program whose holders decide it. */
  steps: z.record(name, z.strictObject({ role: name })),
  criteria: z.array(criterion).optional(),
  /**
   * What an approval does once the opportunity is won or lost: it is refused, or the registration closes
   * at once as its opportunity did; the latter when absent.
   */
  afterClosing: z.enum(['refuse', 'close']).optional(),
});

/** Which changes of a registration that is under way need a new approval. */
export const amendment = z.strictObject({
  needsApproval: z.array(z.enum(['amount', 'closeDate', 'products'])),
});

export type ApprovalRules = z.infer<typeof approval>;
export type AmendmentRules = z.infer<typeof amendment>;
