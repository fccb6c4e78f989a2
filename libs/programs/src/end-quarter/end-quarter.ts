import {
  accepted,
  compareQuarters,
  isAfter,
  previousQuarter,
  quarterEnd,
  quarterOf,
  quarterStart,
  type Decision,
  type FiscalQuarter,
  type IsoDate,
} from '@accord/kernel';
import { guarantees } from '../document/guaranteed';
import { governingOn, type Program } from '../program';
import type { ProgramEvent } from '../program.events';

/**
 * Notes that the last quarter before a day is over, and with it all before; nothing where that is known, or
 * where the program guarantees nothing.
 */
export function endQuarter(
  state: Program,
  { on }: { readonly on: IsoDate },
): Decision<ProgramEvent> {
  const version = governingOn(state, on);
  if (!version || !state.versions.some(({ rules }) => guarantees(rules))) return accepted();
  const { fiscalYear } = version.rules;
  const quarter = previousQuarter(quarterOf(on, fiscalYear));
  const { endedQuarter } = state;
  if (endedQuarter && compareQuarters(quarter, endedQuarter) <= 0) return accepted();
  const endedOn = quarterEnd(quarter, fiscalYear);
  return accepted({ type: 'FiscalQuarterEnded', data: { quarter, endedOn } });
}

/** @returns whether something guaranteed for a quarter waits for it to be noted that the quarter is over */
export function awaitsEnd(
  { versions, endedQuarter }: Pick<Program, 'versions' | 'endedQuarter'>,
  quarter: FiscalQuarter,
): boolean {
  const isGuaranteed = versions.some(
    ({ rules, effectiveFrom }) =>
      guarantees(rules) && !isAfter(effectiveFrom, quarterStart(quarter, rules.fiscalYear)),
  );
  return isGuaranteed && (!endedQuarter || compareQuarters(endedQuarter, quarter) < 0);
}
