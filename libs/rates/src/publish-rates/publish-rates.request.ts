import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsCurrency, IsIsoDate } from '@accord/platform';

export class ExchangeRateRequest {
  @IsCurrency()
  currency: string;

  /** Units of this currency for one unit of the base, as a decimal string: "1.0389". */
  @Matches(/^(?=.*[1-9])\d{1,9}(\.\d{1,12})?$/, {
    message: 'exchangeRate must be a decimal above zero, for example "1.0389"',
  })
  exchangeRate: string;
}

export class DayOfRatesRequest {
  @IsIsoDate()
  publishedOn: string;

  /** Every rate that the source gave for this day. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique(({ currency }: ExchangeRateRequest) => currency)
  @ValidateNested({ each: true })
  @Type(() => ExchangeRateRequest)
  rates: ExchangeRateRequest[];
}

export class PublishRatesRequest {
  /** Who published them, for example "ecb". */
  @Matches(/^[a-z][a-z0-9]{0,30}$/, { message: 'source must be lower-case letters and digits' })
  source: string;

  @IsCurrency()
  baseCurrency: string;

  /** Days of one year. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(366)
  @ArrayUnique(({ publishedOn }: DayOfRatesRequest) => publishedOn)
  @ValidateNested({ each: true })
  @Type(() => DayOfRatesRequest)
  days: DayOfRatesRequest[];

  /** Why they differ from what is recorded; without it they must not differ. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  correctionReason?: string;
}
