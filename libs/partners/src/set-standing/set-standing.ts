import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';

export interface SetStanding {
  readonly good: boolean;
  readonly effectiveFrom: IsoDate;
}

/** Says from when on a partner is in good standing, or no longer; earlier decisions stand. */
export function setStanding(state: Partner, command: SetStanding): Decision<PartnerEvent> {
  if (state.status === 'unknown') return rejected('partner-unknown', 'No such partner');
  return accepted({ type: 'StandingSet', data: command });
}
