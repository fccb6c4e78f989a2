import { IsIsoDate } from '@accord/platform';

export class EndAgreementRequest {
  /** Last day on which the agreement holds; not in the future. */
  @IsIsoDate()
  endedOn: string;
}
