import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { AtLeastQuery, IsIdText, IsIsoDate } from '@accord/platform';

export class RemovePreferredPartnerRequest {
  @IsIdText()
  programId: string;

  /** Why. Kept for audit; stays inside. No personal data. */
  @IsString()
  @Length(1, 2_000)
  internalReason: string;

  /** Business date of the choice or removal, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}

export class ChoosePreferredPartnerRequest extends RemovePreferredPartnerRequest {
  @IsIdText()
  partnerId: string;

  /** Meetings that were held with the partner. */
  @IsInt()
  @Min(0)
  @Max(1_000)
  meetings: number;
}

export class PreferredPartnerQuery extends AtLeastQuery {
  @IsIdText()
  programId: string;
}
