import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
  ValidateIf,
} from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';
import { BREAK_CAUSES, type BreakCause } from './exclusivity/grounds';

/** A decision on a deal, on a date and for a reason. */
export class DecisionRequest {
  /** Stays inside; the partner never reads it. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;

  /** Business date of the decision, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}

export class DenyDealRequest extends DecisionRequest {
  /** Kebab-case, for example "already-in-crm". */
  @Matches(/^[a-z][a-z0-9-]{0,62}$/, { message: 'code must be kebab-case' })
  code: string;

  /** What the partner is told. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;
}

/** The standard extension or, with a day and a reason, a longer one. */
export class ExtendDealRequest {
  /** Last day of an extension other than the standard one. */
  @IsOptional()
  @IsIsoDate()
  until?: string;

  /** Stays inside; the partner never reads it. Needed with `until`. No personal data. */
  @ValidateIf(({ until, internalReason }: ExtendDealRequest) => {
    return until !== undefined || internalReason !== undefined;
  })
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;

  /** Business date of the decision, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}

export class ReturnDealRequest extends DecisionRequest {
  /** What the partner shall add. */
  @IsString()
  @Length(1, 2_000)
  question: string;
}

export class ProvideInformationRequest {
  /** No personal data. */
  @IsString()
  @Length(1, 2_000)
  answer: string;
}

export class CloseDealRequest extends DecisionRequest {
  @IsIn(['won', 'lost'])
  result: 'won' | 'lost';
}

export class DecideCaseRequest extends DecisionRequest {
  @IsIn(['same-customer', 'different-customer'])
  verdict: 'same-customer' | 'different-customer';
}

export class SettleCollisionRequest {
  /** "merge" and let exactly one of each two approvals stand, or "abandon" the merge. */
  @IsIn(['merge', 'abandon'])
  verdict: 'merge' | 'abandon';

  /** Registrations whose approvals stand; for "merge" alone. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  keeps?: string[];

  /** Stays inside. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;

  /** What the partners are told whose approvals end. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  publicReason?: string;
}

export class EvidenceRequest {
  /** Where the document lies: its SHA-256, or its number in the sales system. */
  @IsString()
  @Length(1, 200)
  document: string;

  /** Customer letters: opaque id of the customer's authorised representative. No name. */
  @IsOptional()
  @IsIdText()
  statedBy?: string;

  /** Inactivity: last day of activity; what the sales system reported itself counts before it. */
  @IsOptional()
  @IsIsoDate()
  lastActivityOn?: string;
}

export class BreakProtectionRequest extends DecisionRequest {
  @IsIn(BREAK_CAUSES)
  cause: BreakCause;

  @IsObject()
  @ValidateNested()
  @Type(() => EvidenceRequest)
  evidence: EvidenceRequest;

  /** What the partner is told. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;
}

export class CustomerLetterRequest extends DecisionRequest {
  @IsObject()
  @ValidateNested()
  @Type(() => EvidenceRequest)
  evidence: EvidenceRequest;

  /** What the partners are told. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;
}

export class OutrankDealRequest extends DecisionRequest {
  /** What the partner is told. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;
}

export class TransferProtectionRequest extends CustomerLetterRequest {
  /** The deal that gives its protection up. */
  @IsIdText()
  fromDealId: string;
}

export class ReinstateProtectionRequest {
  /** Last day of the protection; the day on which it would have ended anyway when absent. */
  @IsOptional()
  @IsIsoDate()
  until?: string;

  /** What the partner is told. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;

  /** Stays inside; the partner never reads it. No personal data. */
  @IsString()
  @Length(1, 2_000)
  internalReason: string;

  /** Business date of the decision, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
