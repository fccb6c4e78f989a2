import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { IncumbencyEvent } from '../move-incumbency/incumbency.events';
import type { Incumbency } from '../move-incumbency/move-incumbency';

export interface RecordIncumbent {
  readonly programId: string;
  readonly customerId: string;
  readonly partnerId: string;
  /** The order, as `<source>.<ref>`. */
  readonly reference: string;
  readonly since: IsoDate;
  readonly lastRate: string | null;
}

/** Takes over who sold last to a customer before its orders came here. The same order again adds nothing. */
export function recordIncumbent(
  state: Incumbency,
  rules: ProgramRules['incumbency'],
  command: RecordIncumbent,
): Decision<IncumbencyEvent> {
  if (!rules) return rejected('not-in-program', 'The program knows no incumbents');
  if (state.recorded.includes(command.reference)) return accepted();
  return accepted({ type: 'IncumbentRecorded', data: { ...command, opening: true } });
}
