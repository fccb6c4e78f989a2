import { setImmediate as turn } from 'node:timers/promises';
import type { ChangeSignal } from './change-signal';
import { CONSIDERED_AT_ONCE, type EventFilter } from './event-filter';
import type { From, ReadEvent, Reader } from './reader';

export type SubscriptionMessage =
  | { readonly kind: 'confirmation' }
  | { readonly kind: 'event'; readonly event: ReadEvent }
  | { readonly kind: 'checkpoint'; readonly position: number }
  | { readonly kind: 'caught-up' }
  /** The stream was tombstoned; nothing follows. */
  | { readonly kind: 'stream-deleted' };

/** A reader that falls further behind than this hears again when it has caught up. */
const LIVE_EVENTS = 32;

/**
 * Everything of a stream behind a revision, and then what comes. A subscription reads the log at its
 * own pace and holds no events, so a slow one costs nothing and the step to live loses nothing.
 */
export async function* subscribeToStream(
  reader: Reader,
  changed: ChangeSignal,
  stream: string,
  after: From,
  resolveLinks: boolean,
  aborted: AbortSignal,
): AsyncGenerator<SubscriptionMessage> {
  const { index } = reader;
  if (index.isTombstoned(stream)) return yield { kind: 'stream-deleted' };
  yield { kind: 'confirmation' };
  const { lastRevision } = index.head(stream);
  let next = after === 'start' ? 0 : after === 'end' ? lastRevision + 1 : after + 1;
  for (let isBehind = true; !aborted.aborted;) {
    for (; next <= index.head(stream).lastRevision; next++) {
      isBehind ||= index.head(stream).lastRevision - next >= LIVE_EVENTS;
      if (next < index.firstVisible(stream)) continue;
      for (const event of reader.streamEvent(stream, next, resolveLinks)) {
        yield { kind: 'event', event };
      }
    }
    const tombstone = index.tombstone(stream);
    if (tombstone !== undefined) yield { kind: 'event', event: reader.at(tombstone, false) };
    if (index.isTombstoned(stream)) return yield { kind: 'stream-deleted' };
    if (isBehind) yield { kind: 'caught-up' };
    isBehind = false;
    if (next > index.head(stream).lastRevision && !index.isTombstoned(stream)) {
      await changed.next(aborted);
    }
  }
}

/**
 * Everything in the log behind a position, and then what comes. With a filter, also checkpoints:
 * one per interval of considered events, and one when the reader has caught up.
 * @throws OffBoundary
 */
export async function* subscribeToAll(
  reader: Reader,
  changed: ChangeSignal,
  after: From,
  resolveLinks: boolean,
  filter: EventFilter | undefined,
  aborted: AbortSignal,
): AsyncGenerator<SubscriptionMessage> {
  const { positions } = reader.index;
  let next = reader.ordinalAfter(after);
  let considered = 0;
  let scanned = 0;
  yield { kind: 'confirmation' };
  for (let isBehind = true; !aborted.aborted;) {
    for (; next < positions.length; next++) {
      isBehind ||= positions.length - next > LIVE_EVENTS;
      if (reader.isWanted(next, filter)) {
        yield { kind: 'event', event: reader.at(next, resolveLinks) };
      }
      if (filter && ++scanned % CONSIDERED_AT_ONCE === 0) await turn();
      if (filter && ++considered >= filter.checkpointInterval) {
        considered = 0;
        yield { kind: 'checkpoint', position: positions.at(next) };
      }
    }
    if (isBehind) {
      if (filter && next > 0) yield { kind: 'checkpoint', position: positions.at(next - 1) };
      considered = 0;
      yield { kind: 'caught-up' };
    }
    isBehind = false;
    if (next >= positions.length) await changed.next(aborted);
  }
}
