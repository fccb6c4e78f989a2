import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsAmount, businessRefusal } from '@accord/platform';
import type { Disputed } from './account/dispute';

export class OpenDisputeRequest {
  /** The line that is disputed, or else `missing`. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  lineId?: string;

  /** Your own name of what the statement lacks, for example a deal. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  missing?: string;

  /** How much more you are owed, in the statement's currency. */
  @IsAmount()
  amount: string;

  /** Why. No personal data. */
  @IsString()
  @Length(1, 2_000)
  reason: string;
}

export class AnswerDisputeRequest {
  @IsIn(['accept', 'reject'])
  decision: 'accept' | 'reject';

  /** Where less is accepted than was asked for. */
  @IsOptional()
  @IsAmount()
  amount?: string;

  /** What the partner is told. No personal data. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;

  /** Stays inside; the partner never reads it. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;
}

/** @throws Problem 422 unless it names one thing */
export function disputedIn({ lineId, missing }: OpenDisputeRequest): Disputed {
  if (lineId !== undefined && missing === undefined) return { kind: 'line', lineId };
  if (missing !== undefined && lineId === undefined) return { kind: 'missing', ref: missing };
  const message = 'A dispute names either lineId or missing';
  throw businessRefusal([{ code: 'one-thing-disputed', message, path: 'lineId' }]);
}
