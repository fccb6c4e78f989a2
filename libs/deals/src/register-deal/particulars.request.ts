import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsAmount, IsIdText, IsIsoDate } from '@accord/platform';

export class TenderRequest {
  /** Number under which the tender is published. */
  @IsString()
  @Length(1, 100)
  number: string;

  @IsIsoDate()
  publishedOn: string;
}

export class DealLineRequest {
  @IsString()
  @Length(1, 50)
  family: string;

  /** New business; or in a renewal what stays as it was, what is added, what moves to a higher tier. */
  @IsIn(['new', 'same', 'added', 'upgraded'])
  part: 'new' | 'same' | 'added' | 'upgraded';

  /** List price in the currency of the deal, as a decimal string. */
  @IsAmount()
  list: string;
}

/** What a registration may say beside what every one says. */
export class ParticularsRequest {
  /** Part of the customer's organisation that the deal is about; absent: the whole company. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  subdivision?: string;

  /** The public tender that the deal is about. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TenderRequest)
  tender?: TenderRequest;

  /** The distributor of a two-tier deal. */
  @IsOptional()
  @IsIdText()
  distributorId?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  units?: number;

  /** Parts of the deal with their list prices; what partners pay is reckoned from them. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => DealLineRequest)
  lines?: DealLineRequest[];

  /** Bonuses that the partner claims, for example "new-customer", and incentives that it elects. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,99}$/, { each: true })
  bonuses?: string[];

  /** Day on which the deal is expected to close. */
  @IsOptional()
  @IsIsoDate()
  expectedCloseOn?: string;

  /** The partner's person in charge, as an opaque id. No personal data. */
  @IsOptional()
  @IsIdText()
  contactId?: string;
}
