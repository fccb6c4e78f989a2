import { IsOptional } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class ReceivePurchaseOrderRequest {
  /** Number of the purchase order. */
  @IsIdText()
  reference: string;

  /** Day on which it came, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
