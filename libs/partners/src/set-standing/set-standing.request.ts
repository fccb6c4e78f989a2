import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { IsIsoDate } from '@accord/platform';

export class SetStandingRequest {
  /** False: overdue invoices, missed reviews, a breach. True: mended. */
  @IsBoolean()
  good: boolean;

  @IsIsoDate()
  effectiveFrom: string;

  /** Stays inside; the partner never reads it. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;
}
