import { accepted, isBefore, rejected, type Decision } from '@accord/kernel';
import type { Credential, Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';

/**
 * A person of the partner has completed a course or exam; it counts from the day of completion, through
 * its last day where it has one. The same again changes nothing, unless it was completed earlier than was
 * known, or ends on another day.
 */
export function recordCredential(state: Partner, command: Credential): Decision<PartnerEvent> {
  if (state.status === 'unknown') return rejected('partner-unknown', 'No such partner');
  if (command.validTo !== null && isBefore(command.validTo, command.completedOn)) {
    const message = `It cannot end before ${command.completedOn}`;
    return rejected('dates-out-of-order', message, 'validTo');
  }
  const same = state.credentials.filter(
    ({ personId, credential }) =>
      personId === command.personId && credential === command.credential,
  );
  const ofThatDay = same.find(({ completedOn }) => completedOn === command.completedOn);
  const known = ofThatDay
    ? ofThatDay.validTo === command.validTo
    : same.some(
        ({ completedOn, validTo }) =>
          validTo === null && command.validTo === null && completedOn <= command.completedOn,
      );
  return known ? accepted() : accepted({ type: 'CredentialRecorded', data: command });
}
