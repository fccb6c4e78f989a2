import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsAmount, IsCurrency, IsIdText } from '@accord/platform';
import { DatedRequest } from '../funds.request';

export class ProofRequest {
  /** What the document is, in the program's words: "invoice", "attendee-list". */
  @IsString()
  @Length(1, 100)
  kind: string;

  /** SHA-256 of the document's bytes. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 lower-case hex digits' })
  sha256: string;
}

export class SubmitClaimRequest extends DatedRequest {
  /** The caller's own id of the claim; made from the Idempotency-Key when absent. */
  @IsOptional()
  @IsIdText()
  claimId?: string;

  /** What the activity has cost, without what the program excludes. */
  @IsAmount()
  cost: string;

  /** What is claimed; absent: all that share and approval allow. */
  @IsOptional()
  @IsAmount()
  amount?: string;

  @IsCurrency()
  currency: string;

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ProofRequest)
  proofs: ProofRequest[];
}
