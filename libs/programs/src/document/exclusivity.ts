import { z } from 'zod';
import { days, name } from './scalars';
import { coversTerritory, type Territories } from './territories';

/** What those get who want what another partner holds. */
export const LOSER_OUTCOMES = ['deny', 'cosell', 'halfRate', 'listPrice'] as const;
export type LoserOutcome = (typeof LOSER_OUTCOMES)[number];

const loser = z.strictObject({
  /** Only in these territories; absent: in all. */
  territories: z.array(name).min(1).optional(),
  outcome: z.enum(LOSER_OUTCOMES),
});

/** What ends a protection before its time. Withdrawal and expiry always do. */
const breaks = z.strictObject({
  /**
   * What a written statement of the customer for another partner does: the holder only loses the
   * protection, or the partner named gets it.
   */
  customerLetter: z.enum(['release', 'transfer']).optional(),
  /** No activity for more than so many days. */
  inactivity: z
    .strictObject({
      days,
      /** Who ends it: a person with evidence, or the clock by what sales report; a person when absent. */
      by: z.enum(['person', 'clock']).optional(),
    })
    .optional(),
  nonCompliance: z.boolean().optional(),
  /** Whether a lost opportunity frees the customer at once; true when absent. */
  closedLost: z.boolean().optional(),
});

/** What an approval keeps for one partner, what others get, and how it ends early. */
export const exclusivity = z.strictObject({
  scope: z.enum(['opportunity', 'tender', 'subdivision', 'family', 'familyTerritory', 'customer']),
  /** What makes two registrations one customer: all that is known of it, or its web domain alone. */
  identity: z.enum(['matcher', 'domain']).optional(),
  /** The first row that fits; without a row that fits, or rows at all, losers are denied. */
  losers: z.array(loser).min(1).optional(),
  breaks: breaks.optional(),
  /**
   * Who decides when a protection has ended and others wait: the next in order of submission is
   * approved at once, or put before a person.
   */
  queue: z.strictObject({ promotion: z.enum(['automatic', 'person']) }).optional(),
});

type Exclusivity = z.infer<typeof exclusivity>;
export type BreakRules = z.infer<typeof breaks>;

/** @returns what the program gives a registration in a territory when another partner holds the scope */
export const loserOutcome = (
  rules: Territories & { readonly exclusivity: Exclusivity },
  territory: string,
): LoserOutcome =>
  rules.exclusivity.losers?.find(
    ({ territories }) =>
      territories === undefined || coversTerritory(rules, territories, territory),
  )?.outcome ?? 'deny';
