import { IsOptional, IsString, Length } from 'class-validator';
import { IsAmount, IsCurrency, IsIsoDate } from '@accord/platform';

export class ReceiveRefundRequest {
  /** What has come: at most what is open. */
  @IsAmount()
  amount: string;

  @IsCurrency()
  currency: string;

  /** The day on which it came; today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;

  /** What the payment says of itself. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 140)
  reference?: string;
}
