import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateNested } from 'class-validator';
import { IsAmount, IsCurrency, IsIdText, IsIsoDate } from '@accord/platform';

export class SaleReferenceRequest {
  /** The system that the reference is from, for example "crm". */
  @IsIdText()
  source: string;

  @IsIdText()
  ref: string;
}

export class BookSaleRequest {
  @IsIdText()
  programId: string;

  /** The order in the sales system. Sent again under the same reference, it is the same sale. */
  @IsObject()
  @ValidateNested()
  @Type(() => SaleReferenceRequest)
  origin: SaleReferenceRequest;

  /** The registration that the sale comes from; absent for a sale without one. */
  @IsOptional()
  @IsIdText()
  dealId?: string;

  /** The closed-won opportunity; service registrations attach to it. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SaleReferenceRequest)
  opportunity?: SaleReferenceRequest;

  /** Annual fees that the customer pays, as a decimal string. */
  @IsAmount()
  annualFees: string;

  /** Net annual recurring revenue of the licences, as a decimal string. */
  @IsAmount()
  netArr: string;

  @IsCurrency()
  currency: string;

  /** Day on which the order was closed, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
