import { IsOptional, IsString, MaxLength } from 'class-validator';

export class AsOfQuery {
  /** A log position, an instant of recording, or a date of the installation's clock; now when absent. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asOf?: string;
}
