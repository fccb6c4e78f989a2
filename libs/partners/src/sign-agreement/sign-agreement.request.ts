import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsString, Length } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class SignAgreementRequest {
  @IsIdText()
  agreementId: string;

  /** Territories of the program document, for example "EMEA". */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  territories: string[];

  /** Exhibits, for example "resale", "referral", "services". */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  exhibits: string[];

  @IsIsoDate()
  signedOn: string;
}
