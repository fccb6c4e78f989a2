import {
  ArrayMaxSize,
  IsArray,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { FISCAL_PERIOD, type Reason } from '@accord/kernel';
import { IsAmount, IsCurrency, IsIdText, IsIsoDate } from '@accord/platform';

const ROOT = /^[0-9a-f]{64}$/;

/** The path names what is done. */
export class NotedRequest {
  /** Why, for the record; the partner never reads it. No personal data. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  internalReason?: string;
}

export class InstructPaymentsRequest extends NotedRequest {
  /** In which payments leave, by the program's rates; that of the accounts when absent. */
  @IsOptional()
  @IsCurrency()
  currency?: string;
}

export class AcknowledgeChangeRequest extends NotedRequest {
  /** What the line stands at now, as it was seen, in the line's currency. */
  @IsAmount()
  amount: string;
}

export class RejectChangeRequest extends AcknowledgeChangeRequest {
  /** Why the line is to stay as it was closed; the partner reads it. No personal data. */
  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  publicReason: string;
}

export class ProposePayoutRequest {
  /** Program whose book it is. */
  @IsIdText()
  book: string;

  /** A closed fiscal quarter, for example FY2027-Q1, or month, FY2027-M01. */
  @Matches(FISCAL_PERIOD, { message: 'quarter is a fiscal quarter such as FY2027-Q1' })
  quarter: string;

  /** What is due by this day is paid; today when absent, and not later. */
  @IsOptional()
  @IsIsoDate()
  payOn?: string;

  /** Payees that are paid whatever is payable, also less than the program's minimum: ids of partners, or person:<id>. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  belowMinimum?: string[];
}

export class ApprovePayoutRequest {
  /** Root of the proposal that was reviewed: 64 hexadecimal digits. */
  @Matches(ROOT, { message: 'root is the 64 hexadecimal digits of the proposal' })
  root: string;
}

export class RejectPayoutRequest extends ApprovePayoutRequest {
  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  reason: string;
}

/** The note as the reason that an envelope carries. */
export const internal = ({ internalReason }: NotedRequest): Reason | undefined =>
  internalReason === undefined ? undefined : { internal: internalReason };
