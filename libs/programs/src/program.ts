import { compareDates, type FiscalQuarter, type IsoDate, type StreamType } from '@accord/kernel';
import { programEvents, type ProgramEvent } from './program.events';

type Facts<T extends ProgramEvent['type']> = Extract<ProgramEvent, { type: T }>['data'];

export type ProgramVersion = Facts<'ProgramVersionPublished'>;
/** A principal who decides the steps of a role. */
export type Approver = Facts<'ApproverAppointed'>;
/** Days on which somebody decides for an approver. */
export type Delegation = Facts<'DelegateNamed'>;

export interface Program {
  /** Every version in the order published; each stays as it is. */
  readonly versions: readonly ProgramVersion[];
  readonly approvers: readonly Approver[];
  readonly delegations: readonly Delegation[];
  /** The last quarter of which it was noted that it is over; absent: none was. */
  readonly endedQuarter?: FiscalQuarter;
}

export const program: StreamType<Program, ProgramEvent> = {
  catalog: programEvents,
  initial: { versions: [], approvers: [], delegations: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'ProgramVersionPublished':
        return { ...state, versions: [...state.versions, event.data] };
      case 'ApproverAppointed':
        return { ...state, approvers: [...without(state.approvers, event.data), event.data] };
      case 'ApproverDismissed':
        return { ...state, approvers: without(state.approvers, event.data) };
      case 'DelegateNamed':
        return { ...state, delegations: [...state.delegations, event.data] };
      case 'FiscalQuarterEnded':
        return { ...state, endedQuarter: event.data.quarter };
    }
  },
};

const without = (
  approvers: readonly Approver[],
  { role, principalId }: Pick<Approver, 'role' | 'principalId'>,
): Approver[] => approvers.filter((one) => one.role !== role || one.principalId !== principalId);

/** @returns the version in force on a business date: the latest that is effective by then */
export const versionOn = (
  { versions }: Pick<Program, 'versions'>,
  day: IsoDate,
): ProgramVersion | undefined =>
  versions.findLast(({ effectiveFrom }) => compareDates(effectiveFrom, day) <= 0);

/** @returns the version in force; the first one where the day lies before all: somebody has to carry out what was decided */
export const governingOn = (
  program: Pick<Program, 'versions'>,
  day: IsoDate,
): ProgramVersion | undefined => versionOn(program, day) ?? program.versions[0];

/** The name under which events and figures refer to a version: `gitlab@2`. */
export const labelOf = ({
  programId,
  version,
}: Pick<ProgramVersion, 'programId' | 'version'>): string => `${programId}@${version}`;
