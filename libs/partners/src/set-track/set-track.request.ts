import { IsString, Length } from 'class-validator';
import { IsIsoDate } from '@accord/platform';

export class SetTrackRequest {
  @IsString()
  @Length(1, 50)
  track: string;

  @IsIsoDate()
  effectiveFrom: string;
}
