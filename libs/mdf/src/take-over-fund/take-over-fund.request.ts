import { OmitType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAmount, IsIsoDate } from '@accord/platform';
import { OpenFundRequest } from '../funds.request';

export class TakeOverFundRequest extends OmitType(OpenFundRequest, ['occurredOn']) {
  /** Free to be asked for. */
  @IsAmount()
  available: string;

  /** Spent, as claims that were approved. */
  @IsAmount()
  consumed: string;

  /** Gone without having been spent. */
  @IsAmount()
  expired: string;

  /** Last day on which what is available may be asked for; by the program when absent. */
  @IsOptional()
  @IsIsoDate()
  expiresOn?: string;
}
