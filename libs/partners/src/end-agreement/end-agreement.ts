import { accepted, isBefore, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';

export interface EndAgreement {
  readonly partnerId: string;
  readonly agreementId: string;
  /** Its last day. */
  readonly endedOn: IsoDate;
}

/** Ends an agreement, once: what it opened is closed from the day after on. */
export function endAgreement(state: Partner, command: EndAgreement): Decision<PartnerEvent> {
  if (state.status === 'unknown') return rejected('partner-unknown', 'No such partner');
  const agreement = state.agreements.find((one) => one.agreementId === command.agreementId);
  if (!agreement) return rejected('agreement-unknown', 'The partner has no such agreement');
  if (agreement.endedOn !== null) {
    return rejected('agreement-ended', `It ended on ${agreement.endedOn}`);
  }
  if (isBefore(command.endedOn, agreement.signedOn)) {
    return rejected('dates-reversed', `It was signed on ${agreement.signedOn}`, 'endedOn');
  }
  return accepted({ type: 'AgreementEnded', data: command });
}
