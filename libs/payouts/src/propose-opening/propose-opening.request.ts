import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsObject,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsAmount, IsCurrency, IsIdText, IsIsoDate } from '@accord/platform';

/** Of one opening: its event has to go into the store. */
export const MAX_BALANCES = 2_000;

class AmountsRequest {
  /** Earned and not paid: the next statement pays it. */
  @IsAmount()
  carriedForward: string;

  /** Paid so far. */
  @IsAmount()
  paid: string;

  /** What the partner owes. */
  @IsAmount()
  receivable: string;
}

export class OpeningBalanceRequest extends AmountsRequest {
  @IsIdText()
  partnerId: string;
}

export class OpeningControlsRequest extends AmountsRequest {
  /** How many balances there are. */
  @IsInt()
  @Min(1)
  @Max(MAX_BALANCES)
  partners: number;
}

export class ProposeOpeningRequest {
  /** The vendor's own id of what is taken over. Stands in every path. */
  @IsIdText()
  openingId: string;

  /** Program whose book it is. */
  @IsIdText()
  book: string;

  /** The program's currency. */
  @IsCurrency()
  currency: string;

  /** The day with whose end the books that came before end; not in the future. */
  @IsIsoDate()
  cutoverOn: string;

  /** One for each partner. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BALANCES)
  @ValidateNested({ each: true })
  @Type(() => OpeningBalanceRequest)
  balances: OpeningBalanceRequest[];

  /** What those books say it all adds up to; other sums are refused with the differences. */
  @IsObject()
  @ValidateNested()
  @Type(() => OpeningControlsRequest)
  controls: OpeningControlsRequest;
}
