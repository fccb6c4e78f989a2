import { z } from 'zod';

/** What an approval keeps for one partner. */
export const exclusivity = z.strictObject({
  scope: z.enum(['opportunity', 'familyTerritory', 'customer']),
});
