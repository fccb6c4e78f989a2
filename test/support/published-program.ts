import { accepted } from '@accord/kernel';
import { Streams, type EventStore } from '@accord/event-store';
import { ProgramDirectory, program, type ProgramRules } from '@accord/programs';
import { envelope } from './tally';

/** @returns what is known of programs once this one is published in the log */
export async function publishedProgram(
  store: EventStore,
  rules: ProgramRules,
): Promise<ProgramDirectory> {
  const programs = new Streams(store, program);
  const { program: programId, effectiveFrom } = rules;
  const data = { programId, version: 1, effectiveFrom, rules, documentHash: 'a'.repeat(64) };
  await programs.transact(programId, envelope(), () =>
    accepted({ type: 'ProgramVersionPublished', data }),
  );
  return new ProgramDirectory(programs);
}
