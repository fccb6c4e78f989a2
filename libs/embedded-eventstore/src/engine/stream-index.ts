import { type EventPlace, type PlacedEvent, TOMBSTONE_REVISION } from './event';
import { NO_STREAM, type StreamHead } from './commit-check';
import { NumberList, words } from './number-list';
import { OrdinalLists } from './ordinal-lists';
import { PositionList } from './position-list';
import { RecentIds } from './recent-ids';
import {
  isMetastream,
  METASTREAM_METADATA,
  metadataText,
  originalStreamOf,
  parseStreamMetadata,
  type StreamMetadata,
} from './stream-metadata';
import { type NamesImage, StreamNames } from './stream-names';

/** All that an index holds at one moment, in arrays that later events do not change. */
export interface IndexImage {
  readonly end: number;
  readonly positions: Float64Array<ArrayBuffer>;
  /** The stream of each event. */
  readonly streams: Uint32Array<ArrayBuffer>;
  readonly names: NamesImage;
  /** Of the last events, oldest first; four words each. */
  readonly recentIds: Uint32Array<ArrayBuffer>;
  /** Ordinals of the events that ended streams. */
  readonly tombstones: readonly number[];
  readonly metadata: readonly { readonly stream: number; readonly text: string }[];
}

/** EventStoreDB keeps about as many. */
const REMEMBERED_IDS = 65_536;

/** Where the durable events are, stream by stream and in log order, and the last ones by their ids. */
export class StreamIndex {
  readonly positions: PositionList;
  /** First byte behind the last durable event. */
  end: number;
  readonly #streams: NumberList<Uint32Array<ArrayBuffer>>;
  readonly #names: StreamNames;
  readonly #ordinals = new OrdinalLists();
  readonly #tombstones = new Map<number, number>();
  readonly #metadata = new Map<number, StreamMetadata>();
  readonly #recentIds: RecentIds;

  /** @param remembered how many of the last events are told by their ids */
  constructor(image?: IndexImage, remembered = REMEMBERED_IDS) {
    this.#recentIds = new RecentIds(remembered);
    this.positions = new PositionList(image?.positions);
    this.end = image?.end ?? 0;
    this.#streams = new NumberList(words, image?.streams);
    this.#names = new StreamNames(image?.names);
    for (const ordinal of image?.tombstones ?? []) {
      this.#tombstones.set(this.#streams.at(ordinal), ordinal);
    }
    for (const { stream, text } of image?.metadata ?? []) {
      this.#setMetadata(stream, Buffer.from(text));
    }
    this.#ordinals.reserve(this.#names.length, this.positions.length);
    const ends = new Set(image?.tombstones);
    for (let ordinal = 0; ordinal < this.#streams.length; ordinal++) {
      if (ends.size > 0 && ends.has(ordinal)) continue;
      this.#ordinals.push(this.#streams.at(ordinal), ordinal);
    }
    if (image) this.#recentIds.restore(image.recentIds, this.positions.length);
  }

  add(event: PlacedEvent): void {
    const ordinal = this.positions.push(event.position);
    this.end = event.end;
    const stream = this.#names.intern(event.stream);
    this.#streams.push(stream);
    this.#recentIds.add(event.id);
    if (event.revision === TOMBSTONE_REVISION) this.#tombstones.set(stream, ordinal);
    else this.#ordinals.push(stream, ordinal);
    if (isMetastream(event.stream)) {
      this.#setMetadata(this.#names.intern(originalStreamOf(event.stream)), event.data);
    }
  }

  head(name: string): StreamHead {
    const stream = this.#names.find(name);
    const tombstoned = this.isTombstoned(name);
    if (stream === undefined) return tombstoned ? { ...NO_STREAM, tombstoned } : NO_STREAM;
    const lastRevision = this.#ordinals.count(stream) - 1;
    return { lastRevision, tombstoned, metadata: this.#metadata.get(stream) };
  }

  /** The metadata stream of a tombstoned stream counts as tombstoned too. */
  isTombstoned(name: string): boolean {
    if (this.#tombstones.size === 0) return false;
    if (this.tombstone(name) !== undefined) return true;
    return isMetastream(name) && this.isTombstoned(originalStreamOf(name));
  }

  ordinal(name: string, revision: number): number | undefined {
    const stream = this.#names.find(name);
    return stream === undefined ? undefined : this.#ordinals.at(stream, revision);
  }

  /** An event of any stream, by its id, if it is one of the last. */
  recent(id: string): EventPlace | undefined {
    const ordinal = this.#recentIds.find(id);
    if (ordinal === undefined) return undefined;
    const stream = this.#streams.at(ordinal);
    const revision =
      this.#tombstones.get(stream) === ordinal
        ? TOMBSTONE_REVISION
        : this.#ordinals.revisionOf(stream, ordinal);
    return { id, stream: this.#names.name(stream), revision, position: this.positions.at(ordinal) };
  }

  tombstone(name: string): number | undefined {
    const stream = this.#names.find(name);
    return stream === undefined ? undefined : this.#tombstones.get(stream);
  }

  metadata(name: string): StreamMetadata | undefined {
    if (isMetastream(name)) return METASTREAM_METADATA;
    const stream = this.#names.find(name);
    return stream === undefined ? undefined : this.#metadata.get(stream);
  }

  /** First revision that truncation by revision and by count leaves to be read. */
  firstVisible(name: string): number {
    const metadata = this.metadata(name);
    const { lastRevision } = this.head(name);
    const byCount = metadata?.maxCount ? lastRevision + 1 - metadata.maxCount : 0;
    return Math.max(0, byCount, metadata?.truncateBefore ?? 0);
  }

  /** Name of the stream that an event belongs to. */
  streamAt(ordinal: number): string {
    return this.#names.name(this.#streams.at(ordinal));
  }

  /** Where the record of an event ends. */
  endOf(ordinal: number): number {
    return ordinal + 1 < this.positions.length ? this.positions.at(ordinal + 1) : this.end;
  }

  image(): IndexImage {
    return {
      end: this.end,
      positions: this.positions.view(),
      streams: this.#streams.view(),
      names: this.#names.image(),
      recentIds: this.#recentIds.image(),
      tombstones: [...this.#tombstones.values()],
      metadata: [...this.#metadata].map(([stream, metadata]) => ({
        stream,
        text: metadataText(metadata),
      })),
    };
  }

  #setMetadata(stream: number, data: Uint8Array): void {
    const metadata = parseStreamMetadata(data);
    if (metadata) this.#metadata.set(stream, metadata);
    else this.#metadata.delete(stream);
  }
}
