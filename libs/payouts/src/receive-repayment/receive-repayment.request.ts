import { IsOptional, IsString, Length } from 'class-validator';
import { IsAmount, IsIdText, IsIsoDate } from '@accord/platform';

export class ReceiveRepaymentRequest {
  /** Program in whose book it is booked. */
  @IsIdText()
  book: string;

  /** What has come, in the account's currency: at most what the payee owes. */
  @IsAmount()
  amount: string;

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
