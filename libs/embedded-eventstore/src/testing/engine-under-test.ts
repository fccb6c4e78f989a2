import { randomUUID } from 'node:crypto';
import { createEngine, type Engine } from '../engine/engine';
import { JSON_CONTENT, type ExpectedRevision, type ProposedEvent } from '../engine/event';
import type { Direction, From, ReadEvent } from '../engine/reader';
import { StreamIndex } from '../engine/stream-index';
import {
  subscribeToAll,
  subscribeToStream,
  type SubscriptionMessage,
} from '../engine/subscription';
import type { EventFilter } from '../engine/event-filter';
import type { WriteOutcome } from '../engine/writer';
import { readRecordedEvent } from '../protocol/recorded-event';
import { MemoryLog } from './memory-log';

export const proposed = (type: string, data = '', id: string = randomUUID()): ProposedEvent => ({
  id,
  type,
  contentType: JSON_CONTENT,
  data: Buffer.from(data),
  metadata: Buffer.alloc(0),
});

/** Events named after their type, with ids of their own. */
export const events = (...types: readonly string[]): ProposedEvent[] =>
  types.map((type) => proposed(type));

/** An engine over a log in memory, whose clock and disk tests control. */
export class EngineUnderTest {
  now = Date.UTC(2026, 1, 3);
  readonly log = new MemoryLog(() => this.now);
  readonly #engine: Engine;

  /** @param remembered how many recent ids are kept */
  constructor(remembered = 1_000) {
    this.#engine = createEngine({
      log: this.log,
      index: new StreamIndex(undefined, remembered),
      newId: randomUUID,
      now: () => this.now,
    });
  }

  get writer(): Engine['writer'] {
    return this.#engine.writer;
  }

  get reader(): Engine['reader'] {
    return this.#engine.reader;
  }

  append(
    stream: string,
    written: readonly ProposedEvent[],
    expected: ExpectedRevision = 'any',
  ): Promise<WriteOutcome> {
    return this.writer.append(stream, expected, written);
  }

  setMetadata(stream: string, metadata: object | string): Promise<WriteOutcome> {
    const data = typeof metadata === 'string' ? metadata : JSON.stringify(metadata);
    return this.append(`$$${stream}`, [proposed('$metadata', data)]);
  }

  types(stream: string, from: From = 'start', direction: Direction = 'forwards'): string[] {
    return [...this.reader.stream(stream, from, direction, false)].map(typeOf);
  }

  all(from: From = 'start', direction: Direction = 'forwards'): string[] {
    return [...this.reader.all(from, direction, false)].map((one) => typeOf(one));
  }

  /** A subscription to one stream as a list that grows; ends with the engine's test. */
  follow(stream: string, after: From, resolveLinks = false): Followed {
    const { reader, changed } = this.#engine;
    return new Followed((end) =>
      subscribeToStream(reader, changed, stream, after, resolveLinks, end),
    );
  }

  followAll(after: From, filter?: EventFilter): Followed {
    const { reader, changed } = this.#engine;
    return new Followed((end) => subscribeToAll(reader, changed, after, false, filter, end));
  }
}

export const typeOf = (read: ReadEvent | undefined): string =>
  read?.event ? readRecordedEvent(read.event).type : '-';

/** What a subscription says, as text: types of events, kinds of everything else. */
export class Followed {
  readonly #end = new AbortController();
  readonly #messages: AsyncGenerator<SubscriptionMessage>;

  constructor(subscribe: (end: AbortSignal) => AsyncGenerator<SubscriptionMessage>) {
    this.#messages = subscribe(this.#end.signal);
  }

  /** The next so many messages; waits for them. */
  async next(count: number): Promise<string[]> {
    const texts: string[] = [];
    while (texts.length < count) {
      const { value, done } = await this.#messages.next();
      if (done) return [...texts, 'end'];
      texts.push(textOf(value));
    }
    return texts;
  }

  /** The events that come before it has caught up. */
  async untilCaughtUp(): Promise<ReadEvent[]> {
    const read: ReadEvent[] = [];
    for await (const message of this.#messages) {
      if (message.kind === 'caught-up') break;
      if (message.kind === 'event') read.push(message.event);
    }
    return read;
  }

  stop(): void {
    this.#end.abort();
  }
}

function textOf(message: SubscriptionMessage): string {
  switch (message.kind) {
    case 'event':
      return typeOf(message.event);
    case 'checkpoint':
      return `checkpoint ${message.position}`;
    case 'confirmation':
    case 'caught-up':
    case 'stream-deleted':
      return `(${message.kind})`;
  }
}
