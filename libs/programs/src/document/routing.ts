import { z } from 'zod';
import { name } from './scalars';

const renewal = z.enum(['none', 'flat', 'growth']);
const activity = z.enum(['active', 'dormant']);

/** The cases that a route is for; an absent condition fits anything. */
const conditions = z.strictObject({
  types: z.array(name).min(1).optional(),
  /**
   * How the opportunity stands: "none" where the registration names none, "unreported" where the sales
   * system has not reported it, "closed", else a stage.
   */
  opportunity: z.array(name).min(1).optional(),
  /** Of an open opportunity: whether it was worked on within `dormantDays`. */
  activity: activity.optional(),
  renewal: z.array(renewal).min(1).optional(),
});

const route = z.strictObject({
  route: name,
  when: conditions,
  // What comes of it.
  /** Deny at once, or let people decide in the order of the steps. */
  decision: z.enum(['steps', 'deny']),
  /** Approval steps in order; none where it is denied. */
  steps: z.array(name),
  /** What the program expects of them, for people to see. */
  advice: z.enum(['approve', 'deny']).optional(),
  /** What the partner is told where it is denied. */
  denial: z.strictObject({ code: name, publicReason: z.string().min(1).max(2_000) }).optional(),
  /** What the sales system shall do with its opportunity. */
  opportunity: z.enum(['create', 'linkPrimary', 'linkNonPrimary']).optional(),
  /** How the opportunity is attributed once the registration is approved. */
  attribution: z
    .strictObject({ initialSource: z.string().min(1).max(50), sourced: z.string().min(1).max(50) })
    .optional(),
});

/** A decision table: which way a registration goes, by how its opportunity stands. */
export const routing = z.strictObject({
  /** Stages of open opportunities as the sales system names them, in order. */
  stages: z.array(name).min(1),
  /** An opportunity without activity for more than so many days is dormant. */
  dormantDays: z.number().int().min(1).max(3_660),
  /** Types whose registrations take a route; the others are decided by any program manager. */
  types: z.array(name).min(1),
  routes: z.array(route).min(1),
});

export type RoutingRules = z.infer<typeof routing>;
export type Route = z.infer<typeof route>;

/** One case of a decision table. */
export interface RoutingCase {
  readonly type: string;
  /** "none", "unreported", "closed" or a stage. */
  readonly opportunity: string;
  /** Null where the opportunity is not open in a known stage. */
  readonly activity: 'active' | 'dormant' | null;
  readonly renewal: 'none' | 'flat' | 'growth';
}

const NOT_OPEN = ['none', 'unreported', 'closed'];

/** Whether a route is for a case. */
export const fits = ({ when }: Route, one: RoutingCase): boolean =>
  (when.types?.includes(one.type) ?? true) &&
  (when.opportunity?.includes(one.opportunity) ?? true) &&
  (when.activity === undefined || when.activity === one.activity) &&
  (when.renewal?.includes(one.renewal) ?? true);

/**
 * Every case that can happen. A flat renewal of a type that refuses it is none: it is never registered.
 * @param flatRefused whether the type refuses flat renewals
 */
export function casesOf(
  { stages, types }: RoutingRules,
  flatRefused: (type: string) => boolean,
): RoutingCase[] {
  const opportunities = [
    ...NOT_OPEN.map((opportunity) => ({ opportunity, activity: null })),
    ...stages.flatMap((opportunity) =>
      (['active', 'dormant'] as const).map((state) => ({ opportunity, activity: state })),
    ),
  ];
  return types.flatMap((type) =>
    (['none', 'flat', 'growth'] as const)
      .filter((kind) => kind !== 'flat' || !flatRefused(type))
      .flatMap((kind) => opportunities.map((one) => ({ type, ...one, renewal: kind }))),
  );
}
