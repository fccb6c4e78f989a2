import { Type } from 'class-transformer';
import {
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsAmount, IsCurrency, IsIdText, IsIsoDate } from '@accord/platform';
import { DecisionRequest } from './decisions.request';
import { ReferenceRequest } from './register-deal/register-deal.request';

/** What is absent stays as it is. */
export class AmendDealRequest {
  /** Expected value as a decimal string, with its currency. */
  @IsOptional()
  @IsAmount()
  amount?: string;

  @ValidateIf(
    ({ amount, currency }: AmendDealRequest) => amount !== undefined || currency !== undefined,
  )
  @IsCurrency()
  currency?: string;

  @IsOptional()
  @IsIsoDate()
  expectedCloseOn?: string;

  @IsOptional()
  @IsString()
  @Length(1, 50)
  productFamily?: string;

  /** Business date, today when absent; a partner's own key cannot choose it. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}

export class DecideAmendmentRequest extends DecisionRequest {
  @IsIn(['approve', 'deny'])
  verdict: 'approve' | 'deny';
}

export class RequestExtensionRequest {
  /** What the partner says for it. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  reason?: string;

  /** Business date, today when absent; a partner's own key cannot choose it. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}

export class DenyExtensionRequest extends DecisionRequest {
  /** What the partner is told. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;
}

/** What is absent is submitted as before. */
export class ResubmitDealRequest extends AmendDealRequest {
  /** The new submission's own reference. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ReferenceRequest)
  origin?: ReferenceRequest;

  /** The opportunity as the sales system names it. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ReferenceRequest)
  opportunity?: ReferenceRequest;
}

export class ReassignDealRequest extends DecisionRequest {
  /** The partner who gets it; who has it now when absent. */
  @IsOptional()
  @IsIdText()
  partnerId?: string;

  /** The partner's person in charge, as an opaque id; nobody when absent. No personal data. */
  @IsOptional()
  @IsIdText()
  contactId?: string;
}
