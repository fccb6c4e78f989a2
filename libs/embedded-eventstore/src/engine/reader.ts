import { type EventContent, LINK_TYPE } from './event';
import { type EventFilter, fits } from './event-filter';
import type { EventLog } from './event-log';
import type { StreamIndex } from './stream-index';

export type Direction = 'forwards' | 'backwards';
/** A revision or position to read from, or an end of the stream. */
export type From = 'start' | 'end' | number;

/** One event for a reader, encoded. With links resolved, `event` is the target, if it can be read. */
export interface ReadEvent {
  readonly event?: Buffer;
  readonly link?: Buffer;
  /** Position of the event that was read: of the link, where there is one. */
  readonly position: number;
}

/** A position inside a record: never one that was given out. */
export class OffBoundary extends Error {}

const LINK_DATA = /^(\d+)@(.+)$/s;

/** Reads what is durable. Iterations are lazy and may be left at any time. */
export class Reader {
  constructor(
    private readonly log: EventLog,
    readonly index: StreamIndex,
    private readonly now: () => number,
  ) {}

  streamState(name: string): 'missing' | 'tombstoned' | 'readable' {
    const head = this.index.head(name);
    if (head.tombstoned) return 'tombstoned';
    if (head.lastRevision < 0) return 'missing';
    return this.index.firstVisible(name) >= Number.MAX_SAFE_INTEGER ? 'missing' : 'readable';
  }

  *stream(
    name: string,
    from: From,
    direction: Direction,
    resolveLinks: boolean,
  ): Generator<ReadEvent> {
    const { lastRevision } = this.index.head(name);
    const start = from === 'start' ? 0 : from === 'end' ? lastRevision : from;
    const first = this.index.firstVisible(name);
    if (direction === 'backwards') {
      for (let revision = Math.min(start, lastRevision); revision >= first; revision--) {
        yield* this.streamEvent(name, revision, resolveLinks);
      }
    } else if (from !== 'end') {
      for (let revision = Math.max(start, first); revision <= lastRevision; revision++) {
        yield* this.streamEvent(name, revision, resolveLinks);
      }
    }
  }

  /** The event at a revision, unless it is too old to be read. */
  *streamEvent(name: string, revision: number, resolveLinks: boolean): Generator<ReadEvent> {
    const ordinal = this.index.ordinal(name, revision);
    if (ordinal === undefined) return;
    const maxAge = this.index.metadata(name)?.maxAgeSeconds;
    const isTooOld =
      maxAge !== undefined && this.content(ordinal).created < this.now() - maxAge * 1000;
    if (!isTooOld) yield this.at(ordinal, resolveLinks);
  }

  /** Forwards includes the event at the position, backwards does not. @throws OffBoundary */
  *all(from: From, direction: Direction, resolveLinks: boolean): Generator<ReadEvent> {
    for (const ordinal of this.ordinals(from, direction)) yield this.at(ordinal, resolveLinks);
  }

  /** As `all`, but only the ordinals of the events. @throws OffBoundary */
  *ordinals(from: From, direction: Direction): Generator<number> {
    const { positions } = this.index;
    if (direction === 'backwards') {
      for (let ordinal = this.#ordinalBefore(from); ordinal >= 0; ordinal--) yield ordinal;
    } else {
      for (let ordinal = this.#ordinalFrom(from); ordinal < positions.length; ordinal++) {
        yield ordinal;
      }
    }
  }

  /** Ordinal of the first event behind a position. @throws OffBoundary */
  ordinalAfter(from: From): number {
    const { positions } = this.index;
    const ordinal = this.#ordinalFrom(from);
    return typeof from === 'number' && positions.at(ordinal) === from ? ordinal + 1 : ordinal;
  }

  isWanted(ordinal: number, filter: EventFilter | undefined): boolean {
    return filter === undefined || fits(filter, this.content(ordinal));
  }

  at(ordinal: number, resolveLinks: boolean): ReadEvent {
    const position = this.index.positions.at(ordinal);
    const event = this.log.encoded(position, this.index.endOf(ordinal));
    if (!resolveLinks) return { event, position };
    const content = this.content(ordinal);
    const target = content.type === LINK_TYPE ? LINK_DATA.exec(content.data.toString()) : null;
    if (!target) return { event, position };
    const resolved = this.#linked(target[2] ?? '', Number(target[1]));
    return { ...(resolved && { event: resolved }), link: event, position };
  }

  content(ordinal: number): EventContent {
    return this.log.content(this.index.positions.at(ordinal), this.index.endOf(ordinal));
  }

  #linked(stream: string, revision: number): Buffer | undefined {
    if (this.streamState(stream) !== 'readable') return undefined;
    if (revision < this.index.firstVisible(stream)) return undefined;
    const [target] = this.streamEvent(stream, revision, false);
    return target?.event;
  }

  #ordinalFrom(from: From): number {
    const { positions } = this.index;
    if (from === 'start' || from === 0) return 0;
    if (from === 'end') return positions.length;
    const ordinal = positions.search(from);
    // EventStoreDB takes a position inside the very last record for the end of the log.
    if (ordinal < positions.length && positions.at(ordinal) !== from) throw offBoundary(from);
    return ordinal;
  }

  #ordinalBefore(from: From): number {
    const { positions } = this.index;
    if (from === 'start') return -1;
    if (from === 'end' || from >= this.index.end) return positions.length - 1;
    const ordinal = positions.search(from);
    if (from !== 0 && positions.at(ordinal) !== from) throw offBoundary(from);
    return ordinal - 1;
  }
}

const offBoundary = (position: number): OffBoundary =>
  new OffBoundary(`no event of the log begins at position ${position}`);
