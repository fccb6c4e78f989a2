import { IsBoolean, IsString, Length } from 'class-validator';
import { IsIsoDate } from '@accord/platform';

export class ChangeDesignationRequest {
  /** For example "PSP". */
  @IsString()
  @Length(1, 50)
  designation: string;

  /** True grants it, false takes it away. */
  @IsBoolean()
  held: boolean;

  @IsIsoDate()
  effectiveFrom: string;
}
