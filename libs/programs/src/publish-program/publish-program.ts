import {
  accepted,
  canonicalJson,
  compareDates,
  rejected,
  sha256Hex,
  type Decision,
} from '@accord/kernel';
import type { Program } from '../program';
import type { ProgramEvent } from '../program.events';
import type { ProgramRules } from '../document/program-document';

/**
 * Publishes a version of a program. Versions take effect in the order of their publication and are
 * never changed: a correction is a later version.
 */
export function publishProgram(
  { versions }: Program,
  command: { readonly programId: string; readonly rules: ProgramRules },
): Decision<ProgramEvent> {
  const { programId, rules } = command;
  if (rules.program !== programId) {
    return rejected('program-mismatch', `The document is of "${rules.program}"`, 'program');
  }
  const documentHash = sha256Hex(canonicalJson(rules));
  const last = versions.at(-1);
  if (last?.documentHash === documentHash) return accepted();
  const { effectiveFrom } = rules;
  if (last && compareDates(effectiveFrom, last.effectiveFrom) <= 0) {
    const message = `Version ${last.version} is effective from ${last.effectiveFrom}; the next one takes effect later`;
    return rejected('effective-date-taken', message, 'effectiveFrom');
  }
  if (last && periodsOf(last.rules) !== periodsOf(rules)) {
    const message = `The books of ${programId} are kept by ${periodsOf(last.rules)}, for good`;
    return rejected('periods-fixed', message, 'fiscalYear.periods');
  }
  const version = versions.length + 1;
  return accepted({
    type: 'ProgramVersionPublished',
    data: { programId, version, effectiveFrom, rules, documentHash },
  });
}

const periodsOf = ({ fiscalYear }: ProgramRules): 'quarter' | 'month' =>
  fiscalYear.periods ?? 'quarter';
