import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';

export interface SignAgreement {
  readonly agreementId: string;
  readonly territories: readonly string[];
  readonly exhibits: readonly string[];
  readonly signedOn: IsoDate;
}

/** An agreement opens territories and kinds of business (GitLab Master Partner Agreement, territories). */
export function signAgreement(state: Partner, command: SignAgreement): Decision<PartnerEvent> {
  if (state.status === 'unknown') return rejected('partner-unknown', 'No such partner');
  if (state.agreements.some(({ agreementId }) => agreementId === command.agreementId)) {
    return rejected(
      'agreement-exists',
      `Agreement "${command.agreementId}" is recorded already`,
      'agreementId',
    );
  }
  return accepted({ type: 'AgreementSigned', data: command });
}
