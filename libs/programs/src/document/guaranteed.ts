import type { Program } from '../program';
import type { IncentiveRule } from './incentives';
import type { ProgramRules } from './program-document';

const isGuaranteed = (rule: IncentiveRule): boolean =>
  rule.kind === 'formula' && rule.guarantee !== undefined;

/** @returns whether something is owed without sales */
export const guarantees = ({ incentives }: Pick<ProgramRules, 'incentives'>): boolean =>
  incentives.some(isGuaranteed);

/** @returns the names of rules that are owed without sales by some version of the program */
export const guaranteedRules = ({ versions }: Pick<Program, 'versions'>): string[] => [
  ...new Set(
    versions.flatMap(({ rules }) => rules.incentives.filter(isGuaranteed).map(({ rule }) => rule)),
  ),
];
