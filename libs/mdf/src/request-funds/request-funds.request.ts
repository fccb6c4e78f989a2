import { IsOptional, IsString, Length } from 'class-validator';
import { IsAmount, IsIdText, IsIsoDate } from '@accord/platform';
import { AmountRequest } from '../funds.request';

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
}
