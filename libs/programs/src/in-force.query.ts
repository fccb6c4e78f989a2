import { IsOptional } from 'class-validator';
import { AtLeastQuery, IsIsoDate } from '@accord/platform';

export class InForceQuery extends AtLeastQuery {
  /** Business date; today when absent. */
  @IsOptional()
  @IsIsoDate()
  on?: string;
}
