import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Installation } from '../installation';
import type { InstallationEvent } from '../installation.events';

export interface CreateInstallation {
  readonly logId: string;
  readonly timeZone: string;
  /** First day of a sandbox clock; null for a live installation. */
  readonly startsOn: IsoDate | null;
}

/** The first event of a log says for good whether it is a sandbox or live. */
export function createInstallation(
  state: Installation,
  { logId, timeZone, startsOn }: CreateInstallation,
): Decision<InstallationEvent> {
  if (state.mode !== 'none') {
    return rejected('already-installed', `This log already is a ${state.mode} installation`);
  }
  const mode = startsOn === null ? 'live' : 'sandbox';
  return accepted({ type: 'InstallationCreated', data: { logId, mode, startsOn, timeZone } });
}
