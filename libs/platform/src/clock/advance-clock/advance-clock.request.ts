import { IsIsoDate } from '../../http/validation';

export class AdvanceClockRequest {
  /** The day on which the sandbox clock shall stand. */
  @IsIsoDate()
  to: string;
}
