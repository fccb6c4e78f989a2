import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsIsoDate } from '@accord/platform';

export class ReduceDiscountRequest {
  @IsIn(['reseller', 'distributor'])
  party: 'reseller' | 'distributor';

  /** The highest share of the list price from now on, for example "15%". */
  @Matches(/^(100|\d{1,2}(\.\d{1,6})?)%$/, { message: 'rate must be a percentage such as "15%"' })
  rate: string;

  /** Who agreed to it and why. Stays inside. No personal data. */
  @IsString()
  @Length(1, 2_000)
  internalReason: string;

  /** Business date of the agreement, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
