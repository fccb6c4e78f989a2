import type { LogPosition, Recorded } from '@accord/kernel';

/** What the projector hands over: our events in order, and the last record of the log it has passed. */
export interface Batch {
  readonly events: readonly Recorded[];
  /** Also counts records that are not Accord's, so that views pass every position there is. */
  readonly last: { readonly position: LogPosition; readonly eventId: string };
}
