import { z } from 'zod';
import type { Program } from '../program';
import type { IncentiveRule } from './incentives';
import type { ProgramRules } from './program-document';
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

export type GuaranteeRules = z.infer<typeof guarantee>;

/** @returns to whom a rule is owed without sales; undefined where it is not */
export const guaranteeOf = (rule: IncentiveRule): GuaranteeRules | undefined =>
  rule.kind === 'formula' ? rule.guarantee : undefined;

export const guarantees = ({ incentives }: Pick<ProgramRules, 'incentives'>): boolean =>
  incentives.some((rule) => guaranteeOf(rule) !== undefined);

/** @returns the names of rules that are owed without sales by some version of the program */
export const guaranteedRules = ({ versions }: Pick<Program, 'versions'>): string[] => [
  ...new Set(
    versions.flatMap(({ rules }) =>
      rules.incentives.flatMap((rule) => (guaranteeOf(rule) ? [rule.rule] : [])),
    ),
  ),
];
