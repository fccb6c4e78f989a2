import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
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

  /** Seller of an order without a registration. */
  @IsOptional()
  @IsIdText()
  partnerId?: string;

  /** Customer of an order without a registration, by Accord's id. */
  @IsOptional()
  @IsIdText()
  customerId?: string;

  /** Whether the order is new business or renews something; absent: as its registration says. */
  @IsOptional()
  @IsIn(['new', 'renewal'])
  business?: 'new' | 'renewal';

  /** The marketplace through which the customer bought it, as the program names it. */
  @IsOptional()
  @IsIdText()
  marketplace?: string;

  /** The partner's share off list in the order, for example "20%". */
  @IsOptional()
  @Matches(/^(100|\d{1,2}(\.\d{1,6})?)%$/, { message: 'partnerDiscount must be a percentage' })
  partnerDiscount?: string;

  /** "promised": the customer's purchase order is still to come, where the program allows that. */
  @IsOptional()
  @IsIn(['promised'])
  purchaseOrder?: 'promised';

  /** Day on which the order was closed, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
