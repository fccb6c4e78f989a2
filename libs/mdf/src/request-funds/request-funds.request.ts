import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsAmount, IsIdText, IsIsoDate } from '@accord/platform';
import { AmountRequest, ProofRequest } from '../funds.request';

export class RequestFundsRequest extends AmountRequest {
  /** The caller's own id of the request; made from the Idempotency-Key when absent. */
  @IsOptional()
  @IsIdText()
  requestId?: string;

  /** A kind of activity that the program knows, for example "event". */
  @IsString()
  @Length(1, 100)
  activity: string;

  /** Planned cost of the whole activity, in the same currency. */
  @IsAmount()
  cost: string;

  @IsIsoDate()
  startsOn: string;

  @IsIsoDate()
  endsOn: string;

  /** Whose request it is, where partners share the fund; a partner's own key asks for itself. */
  @IsOptional()
  @IsIdText()
  partnerId?: string;

  /** Country that the activity aims at, ISO 3166-1 alpha-2; where the program asks for it. */
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'market must be an ISO 3166-1 alpha-2 country code' })
  market?: string;

  /** Documents that the program wants to see beforehand. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ProofRequest)
  proofs?: ProofRequest[];
}
