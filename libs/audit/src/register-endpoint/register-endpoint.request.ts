import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsNumberString,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { IsWebhookUrl } from './is-webhook-url';

export class RegisterEndpointRequest {
  /** Receives a POST with each event. https, without user and password. */
  @IsString()
  @Length(1, 2_000)
  @IsWebhookUrl()
  url: string;

  /** Types of the events that are wanted, for example "DealApproved"; all when absent. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(/^[A-Z][A-Za-z]{0,99}$/, { each: true })
  types?: string[];

  /** Tells events after this log position, "0" for all that ever happened; from now on when absent. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(18)
  after?: string;
}

export class ReplayEndpointRequest {
  /** Log position after which everything is told again; "0" for all that ever happened. */
  @IsNumberString({ no_symbols: true })
  @MaxLength(18)
  after: string;
}
