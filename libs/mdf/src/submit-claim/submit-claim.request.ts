import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import { IsAmount, IsCurrency, IsIdText } from '@accord/platform';
import { DatedRequest, ProofRequest } from '../funds.request';

/** A part of what an activity has cost. */
export class CostRequest {
  /** In the program's words where it excludes them: "travel", "alcohol". */
  @IsString()
  @Length(1, 100)
  category: string;

  @IsAmount()
  amount: string;
}

export class SubmitClaimRequest extends DatedRequest {
  /** The caller's own id of the claim; made from the Idempotency-Key when absent. */
  @IsOptional()
  @IsIdText()
  claimId?: string;

  /** What the activity has cost. */
  @IsAmount()
  cost: string;

  /** What is claimed; absent: all that share and approval allow. */
  @IsOptional()
  @IsAmount()
  amount?: string;

  @IsCurrency()
  currency: string;

  /**
   * What the cost is made of. Parts that the program excludes are not co-funded; where no parts are
   * told, the cost is without them.
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => CostRequest)
  costs?: CostRequest[];

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ProofRequest)
  proofs: ProofRequest[];
}
