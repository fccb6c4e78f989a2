import type { EventContent, NewEvent, PlacedEvent } from './event';

/** The log can take no more writes (disk full, failed sync). Reads go on; a restart may cure it. */
export class LogUnavailable extends Error {}

/** Where the engine's events are kept. A position is the byte offset of an event's record. */
export interface EventLog {
  /**
   * Places the events behind everything placed before, all or nothing across a crash.
   * @returns their places at once, and a promise that settles when they are on the disk; these
   *   promises settle in the order of the appends
   * @throws LogUnavailable
   */
  append(events: readonly NewEvent[]): {
    readonly placed: readonly PlacedEvent[];
    readonly durable: Promise<void>;
  };
  /** The stored event, encoded as clients get it. `end` is where its record ends. */
  encoded(position: number, end: number): Buffer;
  /** The stored event, decoded. */
  content(position: number, end: number): EventContent;
}
