import { setTimeout as pause } from 'node:timers/promises';
import type { EventContent, NewEvent } from '../../engine/event';
import type { EventLog } from '../../engine/event-log';
import type { Faults } from './faults';

/** A log on a disk that can be made slow. */
export class SlowLog implements EventLog {
  /** Writes become durable in order, however long each takes. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly faults: Faults,
  ) {}

  append(events: readonly NewEvent[]): ReturnType<EventLog['append']> {
    const delay = this.faults.strike('delay');
    const { placed, durable } = this.log.append(events);
    const slow = Promise.all([durable, this.#before]).then(() =>
      delay ? pause(delay.ms, undefined, { ref: false }) : undefined,
    );
    // A failed write is told to whoever made it.
    this.#before = slow.catch(() => undefined);
    return { placed, durable: slow };
  }

  encoded(position: number, end: number): Buffer {
    return this.log.encoded(position, end);
  }

  content(position: number, end: number): EventContent {
    return this.log.content(position, end);
  }
}
