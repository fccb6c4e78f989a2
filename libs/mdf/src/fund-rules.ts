import type { Standing } from '@accord/partners';
import type { Rejection } from '@accord/kernel';
import type { MdfRules, ProgramRules } from '@accord/programs';
import type { FundKind } from './fund.events';

/** The rules for funds of this kind; undefined where the program has none in force. */
export function fundRules(rules: ProgramRules | undefined, kind: FundKind): MdfRules | undefined {
  switch (kind) {
    case 'mdf':
      return rules?.mdf ?? undefined;
    case 'coop':
      return rules?.coop?.funds;
  }
}

/** @returns why this partner may not use funds of the program on that day */
export function audienceFaults(
  { requires }: Pick<MdfRules, 'requires'>,
  standing: Standing,
): Rejection[] {
  if (!requires || !standing.enrolled) return [];
  const holds =
    requires.tracks.includes(standing.track) ||
    requires.designations.some((one) => standing.designations.includes(one));
  if (holds) return [];
  const names = [...requires.tracks, ...requires.designations].join(', ');
  return [{ code: 'not-eligible', message: `Only for partners that are one of: ${names}` }];
}
