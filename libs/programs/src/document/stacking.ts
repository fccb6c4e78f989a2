import { z } from 'zod';
import { name, rate } from './scalars';

const names = z.array(name).min(2);

const group = z.discriminatedUnion('mode', [
  /** Exclusive by contract: the first rule that stands pays, the others nothing (GitLab Master Partner Agreement). */
  z.strictObject({ group: name, mode: z.literal('first'), order: names }),
  /** The rule that gives most pays, the others nothing; of equal ones the first (Check Point). */
  z.strictObject({ group: name, mode: z.literal('highest'), order: names }),
  /** Exclusive by election: the rule that the registration claims as a bonus pays (Lenovo). */
  z.strictObject({
    group: name,
    mode: z.literal('election'),
    order: names,
    /** What pays where the registration claims none of them; null: none. */
    otherwise: name.nullable(),
  }),
  /** Points add up: each rule pays on the whole measure, together at most so much of the net ARR. */
  z.strictObject({
    group: name,
    mode: z.literal('additive'),
    order: names,
    atMost: rate.nullable(),
  }),
  /** Each rule pays, whatever the others give (GitLab service attach beside a discount). */
  z.strictObject({ group: name, mode: z.literal('independent'), order: names }),
  /** Rules pay one after the other, each on what those before it have left (Dynamics 365). */
  z.strictObject({
    group: name,
    mode: z.literal('cascade'),
    order: z
      .array(
        z.strictObject({
          rule: name,
          /** Whether what earlier rules gave is taken from its measure. */
          reducedByPrior: z.boolean(),
          /** Whether what it gives is taken from the measure of later rules. */
          reducesLater: z.boolean(),
        }),
      )
      .min(2),
  }),
]);

/**
 * What rules of one `exclusiveGroup` do to each other on one sale of one partner, in an order of their
 * own. A group without an entry pays its first rule in the order of the document; rules without a group are
 * independent.
 */
export const stacking = z.array(group);

export type StackingGroup = z.infer<typeof group>;

/** @returns how the rules of a group stack; undefined where the document has no entry for it */
export const stackingOf = (
  { stacking: groups = [] }: { readonly stacking?: readonly StackingGroup[] | undefined },
  name: string | null,
): StackingGroup | undefined => groups.find((entry) => entry.group === name);

/** Names of the rules of a group, in its order. */
export const orderOf = (entry: StackingGroup): readonly string[] =>
  entry.mode === 'cascade' ? entry.order.map(({ rule }) => rule) : entry.order;

/** Whether registrations may claim this as the one rule of a group that shall pay. */
export const isElectable = (
  { stacking: groups = [] }: { readonly stacking?: readonly StackingGroup[] | undefined },
  rule: string,
): boolean => groups.some((entry) => entry.mode === 'election' && entry.order.includes(rule));
