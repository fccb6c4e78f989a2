import { z } from 'zod';
import { days, name } from './scalars';

const count = z.number().int().min(1).max(1_000);

/** People of the partner, each once, who hold a credential that is valid on the day. */
const people = z.strictObject({ credential: name, count });

/** What makes a partner one of a designation, and what keeps it one. */
export const designationRule = z.strictObject({
  designation: name,
  /** Both where both stand. */
  requires: z.strictObject({
    people: people.optional(),
    /** Approved registrations of these types, by the day on which they were registered. */
    registrations: z
      .strictObject({
        types: z.array(name).min(1),
        count,
        /** All of them in one fiscal quarter, whichever. */
        sameQuarter: z.boolean().optional(),
      })
      .optional(),
  }),
  /** How soon it is granted once all that is there. */
  grantedWithin: z.strictObject({ businessDays: days }),
  /** Looked at from so many months after the grant on; a partner keeps it for good when absent. */
  keeps: z
    .strictObject({
      months: z.number().int().min(1).max(36),
      people: people.optional(),
      /** Approved registrations of these types within the months before. */
      registrations: z.strictObject({ types: z.array(name).min(1), count }).optional(),
      /** How long a partner that falls short may make up for it. */
      warningDays: days,
    })
    .optional(),
});

export type DesignationRule = z.infer<typeof designationRule>;
