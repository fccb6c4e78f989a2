import { Type } from 'class-transformer';
import { IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';
import { CustomerRequest, ReferenceRequest } from '../register-deal/register-deal.request';

export class RecordIncumbentRequest {
  @IsIdText()
  programId: string;

  /** Who sold last. */
  @IsIdText()
  partnerId: string;

  @IsObject()
  @ValidateNested()
  @Type(() => CustomerRequest)
  customer: CustomerRequest;

  /** Which known customer it is, where that cannot be told from its name. */
  @IsOptional()
  @IsIdText()
  customerId?: string;

  /** The order that says so, as the system that came before names it. */
  @IsObject()
  @ValidateNested()
  @Type(() => ReferenceRequest)
  order: ReferenceRequest;

  /** The day on which that order was closed; not in the future. */
  @IsIsoDate()
  closedOn: string;

  /** The partner's discount in it, for example "18%". */
  @IsOptional()
  @Matches(/^\d{1,3}(\.\d{1,4})?%$/, { message: 'lastRate must be a percentage such as 18%' })
  lastRate?: string;
}
