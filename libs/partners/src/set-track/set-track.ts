import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';

export interface SetTrack {
  readonly track: string;
  readonly effectiveFrom: IsoDate;
}

/** Moves a partner to another track from a date on; decisions before that date keep the old one. */
export function setTrack(state: Partner, command: SetTrack): Decision<PartnerEvent> {
  if (state.status === 'unknown') return rejected('partner-unknown', 'No such partner');
  return accepted({ type: 'TrackSet', data: command });
}
