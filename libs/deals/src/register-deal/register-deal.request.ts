import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsAmount, IsCurrency, IsIdText, IsIsoDate } from '@accord/platform';
import { ParticularsRequest } from './particulars.request';

export class RegisterNumberRequest {
  /** For example "vat", "lei", "duns". */
  @Matches(/^[a-z]{2,20}$/, { message: 'kind must be 2 to 20 lower-case letters' })
  kind: string;

  /** ISO 3166-1 alpha-2 of the register; absent for worldwide numbers. */
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be an ISO 3166-1 alpha-2 code' })
  country?: string;

  @IsString()
  @Length(1, 50)
  value: string;
}

export class CustomerRequest {
  /** Name of the company. No personal data. */
  @IsString()
  @Length(1, 200)
  @Matches(/[\p{L}\p{N}]/u, { message: 'name must contain a letter or digit' })
  name: string;

  @Matches(/^[A-Z]{2}$/, { message: 'country must be an ISO 3166-1 alpha-2 code' })
  country: string;

  @IsOptional()
  @IsString()
  @Length(1, 253)
  domain?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RegisterNumberRequest)
  registerNumbers?: RegisterNumberRequest[];
}

export class ReferenceRequest {
  /** The system that the reference is from, for example "crm". */
  @IsIdText()
  source: string;

  @IsIdText()
  ref: string;
}

export class RegisterDealRequest extends ParticularsRequest {
  @IsIdText()
  partnerId: string;

  @IsIdText()
  programId: string;

  /** A registration type of the program, for example "resale" or "referral". */
  @IsIdText()
  dealType: string;

  @IsObject()
  @ValidateNested()
  @Type(() => CustomerRequest)
  customer: CustomerRequest;

  /** The opportunity as the sales system names it. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ReferenceRequest)
  opportunity?: ReferenceRequest;

  /** Expected value as a decimal string. */
  @IsAmount()
  amount: string;

  @IsCurrency()
  currency: string;

  @IsString()
  @Length(1, 50)
  productFamily: string;

  @IsString()
  @Length(1, 50)
  territory: string;

  /** Whether this renews something, and with growth or without. */
  @IsOptional()
  @IsIn(['none', 'flat', 'growth'])
  renewal?: 'none' | 'flat' | 'growth';

  /** Service registrations only: the partner owns the software. */
  @IsOptional()
  @IsBoolean()
  softwareOwnedByPartner?: boolean;

  /** Where the registration comes from. Sent again under the same reference, it is the same deal. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ReferenceRequest)
  origin?: ReferenceRequest;

  /** Business date of the registration, today when absent; a partner's own key cannot choose it. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
