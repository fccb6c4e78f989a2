import { IsOptional, IsString, Length } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class RequestExceptionRequest {
  /** The registration that is to be paid for. */
  @IsIdText()
  dealId: string;

  /** The rule that gives it nothing. */
  @IsString()
  @Length(1, 100)
  rule: string;

  /** Why; no personal data. */
  @IsString()
  @Length(1, 1_000)
  reason: string;

  /** Day of the request, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
