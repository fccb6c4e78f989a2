import { compareDates, previousQuarter, quarterOf, type IsoDate } from '@accord/kernel';
import type { Program, ProgramRules, ProgramVersion } from '@accord/programs';

/**
 * `its-time`: the document is in force from its date until the next version is, as if published in the
 * place of a version of the same date. `all-history`: it has always been in force, and alone.
 */
export type Reach = 'its-time' | 'all-history';

/**
 * The program as it would be with a document in it.
 * @param today by which quarters are over whose guarantees are owed, whether or not that was noted
 */
export function changedProgram(
  known: Program,
  { rules, reach, today }: { rules: ProgramRules; reach: Reach; today: IsoDate },
): Program {
  const endedQuarter = previousQuarter(quarterOf(today, rules.fiscalYear));
  const program = { ...known, endedQuarter };
  const { program: programId, effectiveFrom } = rules;
  const others = program.versions.filter((one) => one.effectiveFrom !== effectiveFrom);
  const same = program.versions.find((one) => one.effectiveFrom === effectiveFrom);
  const version = same?.version ?? program.versions.length + 1;
  const tried: ProgramVersion = { programId, version, effectiveFrom, rules, documentHash: 'tried' };
  const byDate = [...others, tried].toSorted((a, b) =>
    compareDates(a.effectiveFrom, b.effectiveFrom),
  );
  if (reach === 'its-time') return { ...program, versions: byDate };
  const first = byDate[0]?.effectiveFrom ?? effectiveFrom;
  return { ...program, versions: [{ ...tried, effectiveFrom: first }] };
}
