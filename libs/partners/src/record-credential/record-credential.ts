import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Credential, Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';

/** A person of the partner has completed a course or exam; it counts from the day of completion. */
export function recordCredential(state: Partner, command: Credential): Decision<PartnerEvent> {
  if (state.status === 'unknown') return rejected('partner-unknown', 'No such partner');
  const known = state.credentials.some(
    ({ personId, credential }) =>
      personId === command.personId && credential === command.credential,
  );
  return known ? accepted() : accepted({ type: 'CredentialRecorded', data: command });
}
