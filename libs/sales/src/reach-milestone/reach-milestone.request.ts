import { IsOptional } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class ReachMilestoneRequest {
  /** As the program calls it, for example "first-invoice" or "installed". */
  @IsIdText()
  milestone: string;

  /** Day on which it was reached, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
