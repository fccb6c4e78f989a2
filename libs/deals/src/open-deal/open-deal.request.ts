import { OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
import { IsIsoDate } from '@accord/platform';
import { ReferenceRequest, RegisterDealRequest } from '../register-deal/register-deal.request';

export class OpenDealRequest extends OmitType(RegisterDealRequest, ['origin', 'occurredOn']) {
  /** Where the registration comes from. Sent again under the same reference, it is the same deal. */
  @IsObject()
  @ValidateNested()
  @Type(() => ReferenceRequest)
  origin: ReferenceRequest;

  /** The day on which it was registered then. */
  @IsIsoDate()
  registeredOn: string;

  /** The day on which it was approved then: its protection began. */
  @IsIsoDate()
  approvedOn: string;

  /** Last day of its protection, today or later. */
  @IsIsoDate()
  expiresOn: string;
}
