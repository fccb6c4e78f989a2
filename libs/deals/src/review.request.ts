import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsIsoDate } from '@accord/platform';

export class ScoreRequest {
  /** A criterion of the program. */
  @IsString()
  @Length(1, 100)
  criterion: string;

  @IsInt()
  @Min(0)
  @Max(100)
  score: number;

  /** Why. Stays inside. No personal data. */
  @IsString()
  @Length(1, 2_000)
  reason: string;
}

export class AssessDealRequest {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ScoreRequest)
  criteria: ScoreRequest[];

  /** Business date, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}

export class ContactPartnerRequest {
  /** Business date, today when absent. */
  @IsOptional()
  @IsIsoDate()
  occurredOn?: string;
}
