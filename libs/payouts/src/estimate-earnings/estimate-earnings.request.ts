import { IsIdText } from '@accord/platform';
import { NotedRequest } from '../payouts.request';

export class EstimateEarningsRequest extends NotedRequest {
  /** Program whose book it is. */
  @IsIdText()
  book: string;
}
