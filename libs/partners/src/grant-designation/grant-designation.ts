import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { standingOn } from '../standing';

export interface ChangeDesignation {
  readonly designation: string;
  readonly held: boolean;
  readonly effectiveFrom: IsoDate;
}

/** Grants a designation on top of the track, or takes it away, from a date on. */
export function changeDesignation(
  state: Partner,
  command: ChangeDesignation,
): Decision<PartnerEvent> {
  const { designation, held, effectiveFrom } = command;
  const standing = standingOn(state, effectiveFrom);
  if (!standing.enrolled) return rejected('partner-unknown', 'No such partner');
  if (standing.designations.includes(designation) === held) return accepted();
  const type = held ? 'DesignationGranted' : 'DesignationRemoved';
  return accepted({ type, data: { designation, effectiveFrom } });
}
