import { OmitType } from '@nestjs/swagger';
import { IsIn, IsNumberString, IsOptional, MaxLength } from 'class-validator';
import { AtLeastQuery, IsIdText, IsIsoDate, PageQuery } from '@accord/platform';

export class TrialBalanceQuery extends AtLeastQuery {
  /** Through this business date; everything booked so far when absent. */
  @IsOptional()
  @IsIsoDate()
  on?: string;

  /** One program's book; all of them when absent. */
  @IsOptional()
  @IsIdText()
  book?: string;
}

export class LedgerLinesQuery extends PageQuery {
  /** First business date. */
  @IsOptional()
  @IsIsoDate()
  from?: string;

  /** Last business date. */
  @IsOptional()
  @IsIsoDate()
  to?: string;

  @IsOptional()
  @IsIdText()
  partnerId?: string;

  @IsOptional()
  @IsIdText()
  book?: string;
}

export class LedgerAccountRange extends OmitType(LedgerLinesQuery, ['limit', 'cursor']) {}

export class AgeingQuery extends PageQuery {
  /**
   * What is owed to partners, what of it is held, carried forward or withheld, what they owe, what
   * co-funding parties owe, or what is accrued.
   */
  @IsIn(['payable', 'held', 'carried', 'withheld', 'receivable', 'refunds', 'accrued'])
  side: 'payable' | 'held' | 'carried' | 'withheld' | 'receivable' | 'refunds' | 'accrued';

  /** Age on this business date; today when absent. */
  @IsOptional()
  @IsIsoDate()
  on?: string;
}

export class JournalQuery extends AtLeastQuery {
  /** First business date. */
  @IsIsoDate()
  from: string;

  /** Last business date. */
  @IsIsoDate()
  to: string;

  /** Through this log position: the same again gives the same bytes. What is recorded now when absent. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(18)
  through?: string;

  @IsOptional()
  @IsIdText()
  book?: string;
}
