export class ClockResponse {
  mode: 'live' | 'sandbox';
  today: string;
  /** Due work is done through this day. Equals `today` when nothing is left to do. */
  workedThrough: string;
  logId: string;
}
