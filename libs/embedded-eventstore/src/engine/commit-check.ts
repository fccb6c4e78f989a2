import type { EventPlace, ExpectedRevision } from './event';
import { isSoftDeleted, type StreamMetadata } from './stream-metadata';

/** What must be known of a stream to decide about an append. */
export interface StreamHead {
  /** -1 if the stream has no events. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
  readonly metadata: StreamMetadata | undefined;
}

export const NO_STREAM: StreamHead = { lastRevision: -1, tombstoned: false, metadata: undefined };

/** Stored events that an append may repeat. */
export interface StoredEvents {
  /** The event of this stream at a revision. */
  at(revision: number): EventPlace | undefined;
  /** An event of any stream, by its id, if it is one of the recent ones. */
  recent(id: string): EventPlace | undefined;
}

export type CommitCheck =
  /** The version fits. */
  | { readonly kind: 'append' }
  /** The same append was stored before; these are its last revision and position. */
  | { readonly kind: 'repeated'; readonly revision: number; readonly position?: number }
  | { readonly kind: 'wrong-version' }
  | { readonly kind: 'stream-deleted' };

const WRONG_VERSION: CommitCheck = { kind: 'wrong-version' };
const APPEND: CommitCheck = { kind: 'append' };
const STREAM_DELETED: CommitCheck = { kind: 'stream-deleted' };

/**
 * Decides about an append as EventStoreDB does. Only ids are compared, never content.
 * @param ids of the events to append, in order; none for a delete or an empty append
 */
export function checkCommit(
  stream: string,
  head: StreamHead,
  expected: ExpectedRevision,
  ids: readonly string[],
  stored: StoredEvents,
): CommitCheck {
  if (head.tombstoned) return STREAM_DELETED;
  if (expected === 'stream-exists') {
    if (isSoftDeleted(head.metadata)) return STREAM_DELETED;
    if (head.lastRevision < 0 && !head.metadata) return WRONG_VERSION;
  }
  if (expected === 'any' || expected === 'stream-exists') {
    return checkRecent(stream, ids, stored);
  }
  const expectedRevision = expected === 'no-stream' ? -1 : expected;
  if (expectedRevision > head.lastRevision) return WRONG_VERSION;
  if (expectedRevision < head.lastRevision) {
    return checkPassed(head, expectedRevision, ids, stored);
  }
  return APPEND;
}

/** Without a revision, only the recently written ids tell a repetition. */
function checkRecent(stream: string, ids: readonly string[], stored: StoredEvents): CommitCheck {
  const places = ids.map((id) => stored.recent(id));
  const [first, last] = [places[0], places.at(-1)];
  if (!first || first.stream !== stream) return APPEND;
  if (!last || places.some((place) => place?.stream !== stream)) return WRONG_VERSION;
  // EventStoreDB never answers a repetition whose last event lies two or more before its first.
  if (last.revision <= first.revision - 2) return WRONG_VERSION;
  return { kind: 'repeated', revision: last.revision, position: last.position };
}

/** The stream has moved on: either these very events did it, or somebody else's. */
function checkPassed(
  head: StreamHead,
  expectedRevision: number,
  ids: readonly string[],
  stored: StoredEvents,
): CommitCheck {
  let last: EventPlace | undefined;
  for (const [index, id] of ids.entries()) {
    const place = stored.at(expectedRevision + 1 + index);
    if (place?.id !== id) {
      const recreates = index === 0 && expectedRevision === -1 && isSoftDeleted(head.metadata);
      return recreates ? APPEND : WRONG_VERSION;
    }
    last = place;
  }
  if (!last) return WRONG_VERSION;
  return {
    kind: 'repeated',
    revision: last.revision,
    ...(isSoftDeleted(head.metadata) ? {} : { position: last.position }),
  };
}
