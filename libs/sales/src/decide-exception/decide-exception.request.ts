import { IsOptional, IsString, Length } from 'class-validator';
import { IsIdText } from '@accord/platform';

export class DecideExceptionRequest {
  @IsIdText()
  dealId: string;

  @IsString()
  @Length(1, 100)
  rule: string;

  /** The program's budget that pays; absent: refused. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  fundedBy?: string;

  /** Why; no personal data. */
  @IsString()
  @Length(1, 1_000)
  reason: string;
}
