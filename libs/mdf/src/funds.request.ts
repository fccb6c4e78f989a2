import { IsBoolean, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsAmount, IsCurrency, IsIdText, IsIsoDate } from '@accord/platform';

/** A command on a fund, on a date. */
export class DatedRequest {
  /** Business date, today when absent; a partner's own key cannot choose it. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}

export class ProofRequest {
  /** What the document is, in the program's words: "invoice", "attendee-list". */
  @IsString()
  @Length(1, 100)
  kind: string;

  /** SHA-256 of the document's bytes. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 lower-case hex digits' })
  sha256: string;
}

export class OpenFundRequest extends DatedRequest {
  /** The vendor's own id of a partner's fund; a region's has one of its own. Stands in every path. */
  @IsOptional()
  @IsIdText()
  fundId?: string;

  @IsIdText()
  programId: string;

  /** Whose fund it is; absent: the region's, shared by the program's partners there. */
  @IsOptional()
  @IsIdText()
  partnerId?: string;

  /** A territory of the program. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  region?: string;

  /** The fiscal quarter whose budget it is: FY2027-Q1. */
  @IsOptional()
  @Matches(/^FY(19|20|21)\d{2}-Q[1-4]$/, { message: 'quarter must be one such as FY2027-Q1' })
  quarter?: string;

  /** The program's currency. */
  @IsCurrency()
  currency: string;

  /** First day on which an activity may take place; the quarter's first when absent. */
  @IsOptional()
  @IsIsoDate()
  periodFrom?: string;

  /** Last day on which an activity may take place; by the quarter and the program when absent. */
  @IsOptional()
  @IsIsoDate()
  periodTo?: string;

  /** Last day on which money may be asked for; what is available then expires. */
  @IsOptional()
  @IsIsoDate()
  requestBy?: string;

  /** Last day for any claim; by the program when absent. */
  @IsOptional()
  @IsIsoDate()
  claimBy?: string;
}

export class AmountRequest extends DatedRequest {
  /** Decimal text, above zero. */
  @IsAmount()
  amount: string;

  @IsCurrency()
  currency: string;
}

export class AllocationRequest extends AmountRequest {
  /** Last day on which this money may be asked for; by the program when absent. */
  @IsOptional()
  @IsIsoDate()
  expiresOn?: string;
}

/** A decision about money, with a reason that stays inside. */
export class AmountDecisionRequest extends AmountRequest {
  /** Stays inside; the partner never reads it. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;
}

export class TransferRequest extends AmountDecisionRequest {
  /** The caller's own id of the transfer; made from the Idempotency-Key when absent. */
  @IsOptional()
  @IsIdText()
  transferId?: string;

  /** An open fund of the same program and currency. */
  @IsIdText()
  toFundId: string;
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

  /** The claim was false: ends the partner's open requests of the fund, where the program says so. */
  @IsOptional()
  @IsBoolean()
  falseClaim?: boolean;
}

/** Another activity for money that is approved and not claimed. */
export class ReallocationRequest extends DatedRequest {
  @IsString()
  @Length(1, 100)
  activity: string;

  /** Planned cost of the whole activity: as much as the other one`s, or less. */
  @IsAmount()
  cost: string;

  @IsCurrency()
  currency: string;

  @IsIsoDate()
  startsOn: string;

  @IsIsoDate()
  endsOn: string;

  /** Stays inside; the partner never reads it. No personal data. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  internalReason?: string;
}
