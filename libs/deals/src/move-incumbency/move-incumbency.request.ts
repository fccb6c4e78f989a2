import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class IncumbencyEvidenceRequest {
  @IsIn(['customer-statement', 'partner-letter'])
  kind: 'customer-statement' | 'partner-letter';

  /** Where the document lies: its SHA-256, or its number in the sales system. */
  @IsString()
  @Length(1, 200)
  document: string;

  /** Opaque id of the customer's authorised representative. No name. */
  @IsOptional()
  @IsIdText()
  statedBy?: string;
}

export class MoveIncumbencyRequest {
  @IsIdText()
  programId: string;

  /** Who shall be the incumbent. */
  @IsIdText()
  partnerId: string;

  @IsObject()
  @ValidateNested()
  @Type(() => IncumbencyEvidenceRequest)
  evidence: IncumbencyEvidenceRequest;

  /** Stays inside. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;

  /** Date of the statement, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
