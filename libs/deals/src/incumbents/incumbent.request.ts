import { AtLeastQuery, IsIdText } from '@accord/platform';

export class IncumbentQuery extends AtLeastQuery {
  /** The program that is asked about. */
  @IsIdText()
  programId: string;
}
