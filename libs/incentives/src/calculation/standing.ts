import type { Standing } from '@accord/partners';
import type { FormulaRule } from '@accord/programs';

/** @returns whether a partner holds one of the tracks or designations that a rule is for, or it is for all */
export const isMet = (
  { designations, tracks }: FormulaRule['requires'],
  standing: Standing | undefined,
): boolean =>
  designations.length + tracks.length === 0 ||
  (standing?.enrolled === true &&
    (tracks.includes(standing.track) ||
      designations.some((name) => standing.designations.includes(name))));
