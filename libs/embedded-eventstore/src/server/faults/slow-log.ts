import { setTimeout as pause } from 'node:timers/promises';
import type { EventContent, NewEvent } from '../../engine/event';
import type { EventLog } from '../../engine/event-log';
import type { Faults } from './faults';

/** A log on a disk that can be made slow. */
export class SlowLog implements EventLog {
  constructor(
    private readonly log: EventLog,
    private readonly faults: Faults,
  ) {}

  append(events: readonly NewEvent[]): ReturnType<EventLog['append']> {
    const delay = this.faults.strike('delay');
    const { placed, durable } = this.log.append(events);
    if (!delay) return { placed, durable };
    return { placed, durable: durable.then(() => pause(delay.ms, undefined, { ref: false })) };
  }

  encoded(position: number, end: number): Buffer {
    return this.log.encoded(position, end);
  }

  content(position: number, end: number): EventContent {
    return this.log.content(position, end);
  }
}
