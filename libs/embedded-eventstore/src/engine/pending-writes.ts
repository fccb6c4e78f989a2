import { type EventPlace, type PlacedEvent, TOMBSTONE_REVISION } from './event';
import type { StreamHead } from './commit-check';
import type { StreamIndex } from './stream-index';
import { isMetastream, originalStreamOf, parseStreamMetadata } from './stream-metadata';

interface PendingStream {
  head: StreamHead;
  readonly places: EventPlace[];
  /** Changes to this stream that are not on the disk yet. */
  open: number;
}

/** What decisions must know beyond the index: events that are placed, but not durable yet. */
export class PendingWrites {
  readonly #streams = new Map<string, PendingStream>();
  readonly #ids = new Map<string, EventPlace>();

  constructor(private readonly index: StreamIndex) {}

  head(name: string): StreamHead {
    const head = this.#streams.get(name)?.head ?? this.index.head(name);
    if (head.tombstoned || !isMetastream(name)) return head;
    return { ...head, tombstoned: this.head(originalStreamOf(name)).tombstoned };
  }

  at(name: string, revision: number): EventPlace | undefined {
    return this.#streams.get(name)?.places.find((place) => place.revision === revision);
  }

  /** The last of the events with this id. */
  withId(id: string): EventPlace | undefined {
    return this.#ids.get(id);
  }

  add(event: PlacedEvent): void {
    this.#ids.set(event.id, event);
    const stream = this.#open(event.stream);
    stream.places.push(event);
    stream.head =
      event.revision === TOMBSTONE_REVISION
        ? { ...stream.head, tombstoned: true }
        : { ...stream.head, lastRevision: event.revision };
    if (!isMetastream(event.stream)) return;
    const original = this.#open(originalStreamOf(event.stream));
    original.head = { ...original.head, metadata: parseStreamMetadata(event.data) };
  }

  /** The event is durable and in the index. */
  release(event: PlacedEvent): void {
    if (this.#ids.get(event.id) === event) this.#ids.delete(event.id);
    this.#close(event.stream);
    if (isMetastream(event.stream)) this.#close(originalStreamOf(event.stream));
  }

  #open(name: string): PendingStream {
    let stream = this.#streams.get(name);
    if (!stream) {
      stream = { head: this.index.head(name), places: [], open: 0 };
      this.#streams.set(name, stream);
    }
    stream.open++;
    return stream;
  }

  #close(name: string): void {
    const stream = this.#streams.get(name);
    if (stream && --stream.open === 0) this.#streams.delete(name);
  }
}
