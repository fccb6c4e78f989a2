import { z } from 'zod';
import { name } from './scalars';

/**
 * What a rule per quarter gives is owed in a quarter without sales as well (Dynamics 365 rebate management,
 * guarantees). The formula's input "quarters" then counts the quarters for which it is owed, by the version
 * in force on the first day of each; of a quarter that is only in part so, nothing is owed.
 */
export const guarantee = z.strictObject({
  /** To whom: partners with an agreement in force on every day of the quarter. */
  for: z.literal('agreementThroughout'),
  /** The agreement covers this kind of business; any does when absent. */
  exhibit: name.optional(),
});
