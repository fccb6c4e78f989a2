import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';
import { PARTNER_KINDS, type PartnerKind } from '../partner.events';

export class EnrolPartnerRequest {
  /** The vendor's own id of the partner; stands in every path that names it. */
  @IsIdText()
  partnerId: string;

  @IsIdText()
  programId: string;

  /** Name of the company. No personal data. */
  @IsString()
  @Length(1, 200)
  name: string;

  @IsIn(PARTNER_KINDS)
  kind: PartnerKind;

  @Matches(/^[A-Z]{2}$/, { message: 'country must be an ISO 3166-1 alpha-2 code' })
  country: string;

  /** Track of the program, for example "open" or "select". */
  @IsString()
  @Length(1, 50)
  track: string;

  /** Business date of the enrolment, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
