import type { EventContent, NewEvent, PlacedEvent } from '../engine/event';
import type { EventLog } from '../engine/event-log';
import { readRecordedEvent, writeRecordedEvent } from '../protocol/recorded-event';
import { WireWriter } from '../protocol/wire-writer';

const HEADER = 16;

/** A log whose syncs tests can hold back: what was placed is durable when they let it. */
export class MemoryLog implements EventLog {
  readonly #writer = new WireWriter();
  readonly #records = new Map<number, Buffer>();
  #waiting: (() => void)[] = [];
  #tail = 0;
  #isHeld = false;

  constructor(private readonly now: () => number) {}

  append(events: readonly NewEvent[]): { placed: PlacedEvent[]; durable: Promise<void> } {
    const placed = events.map((event) => {
      const position = this.#tail;
      writeRecordedEvent(this.#writer.restart(), event, position, this.now());
      const record = this.#writer.finish();
      this.#records.set(position, record);
      this.#tail += HEADER + record.length;
      const { id, stream, revision, data } = event;
      return { id, stream, revision, data, position, end: this.#tail };
    });
    const durable = new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (!this.#isHeld) this.release();
    return { placed, durable };
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const done of waiting) done();
  }

  encoded(position: number): Buffer {
    const record = this.#records.get(position);
    if (!record) throw new Error(`no record begins at ${position}`);
    return record;
  }

  content(position: number): EventContent {
    return readRecordedEvent(this.encoded(position));
  }
}
