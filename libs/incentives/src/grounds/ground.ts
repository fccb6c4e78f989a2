import type { Recorded } from '@accord/kernel';

/** What an event decided of a line. */
export type Decides =
  | 'rules'
  | 'enrolment'
  | 'track'
  | 'designation'
  | 'agreement'
  | 'credential'
  | 'tax-form'
  | 'rate'
  | 'registration'
  | 'quarter-end';

/** An event beside those of the line's deal and sale that decided something of it. */
export interface Ground {
  readonly decides: Decides;
  readonly event: Recorded;
}

export const deciding =
  (decides: Decides) =>
  (event: Recorded): Ground => ({ decides, event });
