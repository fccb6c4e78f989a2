import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { IsIdText } from '@accord/platform';

export class FateEvidenceRequest {
  /** Where the document lies: its SHA-256, or its number in another system. */
  @IsString()
  @Length(1, 200)
  document: string;
}

/** What happens to a customer, today, why, and what shows it. */
export class CustomerFateRequest {
  @IsObject()
  @ValidateNested()
  @Type(() => FateEvidenceRequest)
  evidence: FateEvidenceRequest;

  /** Stays inside. No personal data. */
  @IsString()
  @Length(1, 2_000)
  internalReason: string;

  /** What partners are told whose registrations it concerns. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  publicReason?: string;
}

export class MergeCustomersRequest extends CustomerFateRequest {
  /** The customer that both are from now on. */
  @IsIdText()
  into: string;
}
