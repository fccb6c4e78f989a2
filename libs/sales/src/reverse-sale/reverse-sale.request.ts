import { IsOptional, IsString, Length } from 'class-validator';
import { IsIsoDate } from '@accord/platform';

export class ReverseSaleRequest {
  /** Why the order does not stand any more. No personal data. */
  @IsString()
  @Length(1, 2_000)
  reason: string;

  /** Day of the reversal, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
