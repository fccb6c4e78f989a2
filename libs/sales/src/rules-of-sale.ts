import type { Sight } from '@accord/event-store';
import type { ProgramDirectory, ProgramRules } from '@accord/programs';
import type { Sale } from './sale';

/** @returns the rules of the day of a sale's booking; undefined where none were in force */
export async function rulesOfSale(
  state: Sale,
  programs: ProgramDirectory,
  sight: Sight,
): Promise<ProgramRules | undefined> {
  if (state.status === 'unknown') return undefined;
  const { programId, bookedOn } = state.booking;
  return (await programs.inForce(programId, bookedOn, sight))?.rules;
}
