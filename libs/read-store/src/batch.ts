import type { LogPosition, Recorded } from '@accord/kernel';

/** What the projector hands over: our events in order, and how far it has read the log. */
export interface Batch {
  readonly events: readonly Recorded[];
  /** Of the last record, Accord's or not, so that views pass every position there is. */
  readonly reached: LogPosition;
}
