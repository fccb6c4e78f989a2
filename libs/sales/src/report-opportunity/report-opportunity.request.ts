import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class ReportOpportunityRequest {
  /** The system that reports, for example "crm". */
  @Matches(/^[A-Za-z0-9](?:[A-Za-z0-9_~-]{0,98}[A-Za-z0-9])?$/, {
    message: 'source must be 1 to 100 letters, digits, "_", "~" or "-"',
  })
  source: string;

  /** The opportunity's id in that system. */
  @IsIdText()
  ref: string;

  /** The stage as that system names it; the program's routes refer to it. */
  @IsString()
  @Length(1, 50)
  stage: string;

  /** Last day on which the vendor's sales worked on it; absent: never yet. */
  @IsOptional()
  @IsIsoDate()
  lastActivityOn?: string;

  /** Whoever owns it, as an opaque id. No personal data. */
  @IsOptional()
  @IsIdText()
  owner?: string;

  /** Whether it renews something, and with growth or without; "none" when absent. */
  @IsOptional()
  @IsIn(['none', 'flat', 'growth'])
  renewal?: 'none' | 'flat' | 'growth';

  /** Whether the customer has bought before; "new" when absent. */
  @IsOptional()
  @IsIn(['new', 'existing'])
  customer?: 'new' | 'existing';

  /** The customer's account in that system. */
  @IsOptional()
  @IsIdText()
  account?: string;

  /** Where the opportunity came from, for example "PQL". */
  @IsOptional()
  @IsString()
  @Length(1, 50)
  initialSource?: string;

  /** Business date of the report, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
