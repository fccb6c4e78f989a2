import { IsIn, IsOptional } from 'class-validator';
import { IsIsoDate } from '@accord/platform';

export class CloseOpportunityRequest {
  /** "open" takes a closing back. */
  @IsIn(['won', 'lost', 'open'])
  result: 'won' | 'lost' | 'open';

  /** Business date of the closing, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
