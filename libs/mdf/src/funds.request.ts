import { IsOptional, IsString, Length } from 'class-validator';
import { IsAmount, IsCurrency, IsIdText, IsIsoDate } from '@accord/platform';

/** A command on a fund, on a date. */
export class DatedRequest {
  /** Business date, today when absent; a partner's own key cannot choose it. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}

export class OpenFundRequest extends DatedRequest {
  /** The vendor's own id of the fund; stands in every path that names it. */
  @IsIdText()
  fundId: string;

  @IsIdText()
  programId: string;

  @IsIdText()
  partnerId: string;

  /** The program's currency. */
  @IsCurrency()
  currency: string;

  /** First day on which an activity may take place. */
  @IsIsoDate()
  periodFrom: string;

  /** Last day on which an activity may take place; what is available then expires. */
  @IsIsoDate()
  periodTo: string;
}

export class AmountRequest extends DatedRequest {
  /** Decimal text, above zero. */
  @IsAmount()
  amount: string;

  @IsCurrency()
  currency: string;
}

/** A decision about money, with a reason that stays inside. */
export class AmountDecisionRequest extends AmountRequest {
  /** Stays inside; the partner never reads it. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;
}

/** A refusal or return, with what the partner is told. */
export class ReasonRequest extends DatedRequest {
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

export class ClawBackRequest extends AmountDecisionRequest {
  /** What the partner is told. No personal data. */
  @IsString()
  @Length(1, 2_000)
  publicReason: string;
}
