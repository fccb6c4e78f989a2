import { IsOptional, Matches } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class RecordTaxFormRequest {
  /** Opaque id of the person whose form it is; absent: the partner's own. */
  @IsOptional()
  @IsIdText()
  personId?: string;

  /** For example "W-9" or "W-8BEN". The form itself, and what stands on it, does not belong here. */
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,38}[A-Za-z0-9]$/, {
    message: 'form is the name of a form, such as W-9',
  })
  form: string;

  /** Day on which it came, today when absent. */
  @IsOptional()
  @IsIsoDate()
  receivedOn?: string;

  /** Its last day, where it has one. */
  @IsOptional()
  @IsIsoDate()
  validTo?: string;
}
