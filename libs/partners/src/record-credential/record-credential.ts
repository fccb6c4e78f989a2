import { accepted, compareDates, rejected, type Decision } from '@accord/kernel';
import type { Credential, Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';

/**
 * A person of the partner has completed a course or exam; it counts from the day of completion. The
 * same again changes nothing, unless it was completed earlier than was known.
 */
export function recordCredential(state: Partner, command: Credential): Decision<PartnerEvent> {
  if (state.status === 'unknown') return rejected('partner-unknown', 'No such partner');
  const known = state.credentials.some(
    ({ personId, credential, completedOn }) =>
      personId === command.personId &&
      credential === command.credential &&
      compareDates(completedOn, command.completedOn) <= 0,
  );
  return known ? accepted() : accepted({ type: 'CredentialRecorded', data: command });
}
