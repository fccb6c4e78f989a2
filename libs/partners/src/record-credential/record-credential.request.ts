import { IsEmail, IsOptional, IsString, Length } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class RecordCredentialRequest {
  /** Opaque id of the person; the only thing about the person that enters the log. */
  @IsIdText()
  personId: string;

  /** For example "sales-accreditation". */
  @IsString()
  @Length(1, 100)
  credential: string;

  @IsIsoDate()
  completedOn: string;

  /** Its last day; absent: it has none. Recorded anew for the same day, another end takes its place. */
  @IsOptional()
  @IsIsoDate()
  validTo?: string;

  /** Kept apart from the log and deleted on request. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;

  /** Kept apart from the log and deleted on request. */
  @IsOptional()
  @IsEmail()
  email?: string;
}
