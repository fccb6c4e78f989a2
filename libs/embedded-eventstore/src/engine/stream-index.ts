import { type PlacedEvent, TOMBSTONE_REVISION } from './event';
import { NO_STREAM, type StreamHead } from './commit-check';
import { PositionList } from './position-list';
import {
  isMetastream,
  METASTREAM_METADATA,
  originalStreamOf,
  parseStreamMetadata,
  type StreamMetadata,
} from './stream-metadata';

class IndexedStream {
  /** Ordinals of the stream's events by revision, without the tombstone. */
  readonly ordinals: number[] = [];
  tombstone: number | undefined;
  metadata: StreamMetadata | undefined;
}

/** Where the durable events are, stream by stream and in log order. */
export class StreamIndex {
  readonly positions = new PositionList();
  /** First byte behind the last durable event. */
  end = 0;
  readonly #streams = new Map<string, IndexedStream>();

  add(event: PlacedEvent): void {
    const ordinal = this.positions.push(event.position);
    this.end = event.end;
    const stream = this.#openStream(event.stream);
    if (event.revision === TOMBSTONE_REVISION) stream.tombstone = ordinal;
    else stream.ordinals.push(ordinal);
    if (isMetastream(event.stream)) {
      this.#openStream(originalStreamOf(event.stream)).metadata = parseStreamMetadata(event.data);
    }
  }

  head(name: string): StreamHead {
    const stream = this.#streams.get(name);
    const tombstoned = this.isTombstoned(name);
    if (!stream) return tombstoned ? { ...NO_STREAM, tombstoned } : NO_STREAM;
    return { lastRevision: stream.ordinals.length - 1, tombstoned, metadata: stream.metadata };
  }

  /** The metadata stream of a tombstoned stream counts as tombstoned too. */
  isTombstoned(name: string): boolean {
    if (this.#streams.get(name)?.tombstone !== undefined) return true;
    return isMetastream(name) && this.isTombstoned(originalStreamOf(name));
  }

  ordinal(name: string, revision: number): number | undefined {
    return this.#streams.get(name)?.ordinals[revision];
  }

  tombstone(name: string): number | undefined {
    return this.#streams.get(name)?.tombstone;
  }

  metadata(name: string): StreamMetadata | undefined {
    return isMetastream(name) ? METASTREAM_METADATA : this.#streams.get(name)?.metadata;
  }

  /** First revision that truncation by revision and by count leaves to be read. */
  firstVisible(name: string): number {
    const metadata = this.metadata(name);
    const { lastRevision } = this.head(name);
    const byCount = metadata?.maxCount ? lastRevision + 1 - metadata.maxCount : 0;
    return Math.max(0, byCount, metadata?.truncateBefore ?? 0);
  }

  /** Where the record of an event ends. */
  endOf(ordinal: number): number {
    return ordinal + 1 < this.positions.length ? this.positions.at(ordinal + 1) : this.end;
  }

  #openStream(name: string): IndexedStream {
    let stream = this.#streams.get(name);
    if (!stream) this.#streams.set(name, (stream = new IndexedStream()));
    return stream;
  }
}
