import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsIsoDate } from '@accord/platform';

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
