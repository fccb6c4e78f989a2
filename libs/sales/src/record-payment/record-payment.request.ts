import { IsOptional } from 'class-validator';
import { IsAmount, IsCurrency, IsIdText, IsIsoDate } from '@accord/platform';

export class RecordPaymentRequest {
  /** Reference of the payment in the accounting system; told twice, it is one payment. */
  @IsIdText()
  paymentRef: string;

  @IsAmount()
  amount: string;

  @IsCurrency()
  currency: string;

  /** Day of the payment, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
