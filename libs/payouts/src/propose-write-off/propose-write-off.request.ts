import { IsString, Length } from 'class-validator';
import { IsAmount, IsIdText } from '@accord/platform';

export class ProposeWriteOffRequest {
  /** Program whose book it is. */
  @IsIdText()
  book: string;

  /** In the account's currency: what the payee owes, or a part of it. */
  @IsAmount()
  amount: string;

  /** Why. The partner never reads it. No personal data. */
  @IsString()
  @Length(1, 2_000)
  internalReason: string;
}
