import { compareDates, type IsoDate, type StreamType } from '@accord/kernel';
import { programEvents, type ProgramEvent } from './program.events';

export type ProgramVersion = ProgramEvent['data'];

/** Every version of a program, in the order published; each stays as it is. */
export interface Program {
  readonly versions: readonly ProgramVersion[];
}

export const program: StreamType<Program, ProgramEvent> = {
  catalog: programEvents,
  initial: { versions: [] },
  evolve: ({ versions }, event) => ({ versions: [...versions, event.data] }),
};

/** @returns the version in force on a business date: the latest that is effective by then */
export const versionOn = ({ versions }: Program, day: IsoDate): ProgramVersion | undefined =>
  versions.findLast(({ effectiveFrom }) => compareDates(effectiveFrom, day) <= 0);

/** The name under which events and figures refer to a version: `gitlab@2`. */
export const labelOf = ({
  programId,
  version,
}: Pick<ProgramVersion, 'programId' | 'version'>): string => `${programId}@${version}`;
