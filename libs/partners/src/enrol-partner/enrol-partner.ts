import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Partner } from '../partner';
import type { PartnerEvent, PartnerKind } from '../partner.events';

export interface EnrolPartner {
  readonly partnerId: string;
  readonly programId: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly country: string;
  readonly track: string;
  readonly on: IsoDate;
}

/** A partner joins one program once. */
export function enrolPartner(state: Partner, command: EnrolPartner): Decision<PartnerEvent> {
  const { on, ...partner } = command;
  if (state.status === 'enrolled') {
    return rejected(
      'partner-exists',
      `Partner "${partner.partnerId}" is enrolled already`,
      'partnerId',
    );
  }
  return accepted({ type: 'PartnerEnrolled', data: { ...partner, enrolledOn: on } });
}
