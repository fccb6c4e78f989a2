import { IsOptional, IsString, MaxLength } from 'class-validator';
import { AtLeastQuery } from '../http/paging';

/** Answered from the log, which holds every position that a caller can know. */
export class AsOfQuery extends AtLeastQuery {
  /** A log position, an instant of recording, or a date of the installation's clock; now when absent. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asOf?: string;
}
