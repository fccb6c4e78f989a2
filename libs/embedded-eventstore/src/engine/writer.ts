import { checkCommit, type CommitCheck, type StreamHead } from './commit-check';
import type { ChangeSignal } from './change-signal';
import {
  BINARY_CONTENT,
  type EventPlace,
  type ExpectedRevision,
  JSON_CONTENT,
  METADATA_TYPE,
  type NewEvent,
  type PlacedEvent,
  type ProposedEvent,
  TOMBSTONE_REVISION,
  TOMBSTONE_TYPE,
} from './event';
import type { EventLog } from './event-log';
import { PendingWrites } from './pending-writes';
import type { StreamIndex } from './stream-index';
import {
  isSoftDeleted,
  metastreamOf,
  SOFT_DELETED_METADATA,
  undeletedMetadata,
} from './stream-metadata';

/** EventStoreDB's default: bytes of event data in one append (its 23.10 counts data alone). */
export const MAX_APPEND_SIZE = 1024 * 1024;

export type Refusal =
  /** `current` is -1 if there is no stream. */
  | { readonly kind: 'wrong-version'; readonly current: number }
  | { readonly kind: 'stream-deleted' }
  | { readonly kind: 'too-large'; readonly limit: number };

export interface Written {
  readonly kind: 'written';
  /** Of the last event. */
  readonly revision: number;
  readonly position: number | undefined;
}

export type WriteOutcome = Written | Refusal;

const NOTHING = Buffer.alloc(0);

/**
 * Decides about writes one after the other and answers each when everything that its decision was
 * based on is durable. What is durable becomes visible to readers before the writer hears of it.
 */
export class Writer {
  readonly #pending: PendingWrites;
  #durable: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly index: StreamIndex,
    private readonly changed: ChangeSignal,
    private readonly newId: () => string,
  ) {
    this.#pending = new PendingWrites(index);
  }

  /** @throws LogUnavailable */
  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly ProposedEvent[],
  ): Promise<WriteOutcome> {
    const size = events.reduce((sum, event) => sum + event.data.length, 0);
    if (size > MAX_APPEND_SIZE) return { kind: 'too-large', limit: MAX_APPEND_SIZE };
    const head = this.#pending.head(stream);
    const check = this.#check(stream, head, expected, events);
    if (check.kind !== 'append') return this.#answer(check, head);
    if (events.length === 0) return this.#answerEmpty(head);
    const first = head.lastRevision + 1;
    const written = events.map((event, i) => ({ ...event, stream, revision: first + i }));
    const undelete =
      head.metadata && isSoftDeleted(head.metadata)
        ? [this.#metadataEvent(stream, undeletedMetadata(head.metadata, first))]
        : [];
    const placed = await this.#write([...written, ...undelete]);
    return {
      kind: 'written',
      revision: first + events.length - 1,
      position: placed[events.length - 1]?.position,
    };
  }

  /** Hides the stream's events; a later append goes on with the numbering. @throws LogUnavailable */
  async delete(stream: string, expected: ExpectedRevision): Promise<WriteOutcome> {
    const head = this.#pending.head(stream);
    const check = this.#check(stream, head, expected, []);
    if (check.kind !== 'append') return this.#answer(check, head);
    const isMissing = head.lastRevision < 0 && !head.metadata;
    if (isMissing) return this.#answer({ kind: 'wrong-version' }, head);
    return this.#writeOne(this.#metadataEvent(stream, SOFT_DELETED_METADATA));
  }

  /** Ends the stream for good, even one that never existed. @throws LogUnavailable */
  async tombstone(stream: string, expected: ExpectedRevision): Promise<WriteOutcome> {
    const head = this.#pending.head(stream);
    const check = this.#check(stream, head, expected, []);
    if (check.kind !== 'append') return this.#answer(check, head);
    return this.#writeOne({
      id: this.newId(),
      type: TOMBSTONE_TYPE,
      contentType: BINARY_CONTENT,
      data: NOTHING,
      metadata: NOTHING,
      stream,
      revision: TOMBSTONE_REVISION,
    });
  }

  #check(
    stream: string,
    head: StreamHead,
    expected: ExpectedRevision,
    events: readonly ProposedEvent[],
  ): CommitCheck {
    const ids = events.map((event) => event.id);
    return checkCommit(stream, head, expected, ids, {
      at: (revision) => this.#pending.at(stream, revision) ?? this.#storedAt(stream, revision),
      recent: (id) => this.#pending.withId(id) ?? this.index.recent(id),
    });
  }

  /** Answers only when the events that the decision was based on cannot be lost any more. */
  async #answer(
    check: Exclude<CommitCheck, { kind: 'append' }>,
    head: StreamHead,
  ): Promise<WriteOutcome> {
    await this.#durable;
    switch (check.kind) {
      case 'repeated':
        return { kind: 'written', revision: check.revision, position: check.position };
      case 'wrong-version':
        return { kind: 'wrong-version', current: head.lastRevision };
      case 'stream-deleted':
        return { kind: 'stream-deleted' };
    }
  }

  /** EventStoreDB calls it a success, at revision 0 if there is no stream, and stores nothing. */
  async #answerEmpty(head: StreamHead): Promise<Written> {
    await this.#durable;
    const revision = Math.max(0, head.lastRevision);
    return { kind: 'written', revision, position: this.index.positions.last };
  }

  async #writeOne(event: NewEvent): Promise<Written> {
    const [placed] = await this.#write([event]);
    return { kind: 'written', revision: event.revision, position: placed?.position };
  }

  async #write(events: readonly NewEvent[]): Promise<readonly PlacedEvent[]> {
    const { placed, durable } = this.log.append(events);
    for (const event of placed) this.#pending.add(event);
    this.#durable = durable.then(() => {
      for (const event of placed) {
        this.index.add(event);
        this.#pending.release(event);
      }
      this.changed.notify();
    });
    await this.#durable;
    return placed;
  }

  #storedAt(stream: string, revision: number): EventPlace | undefined {
    const ordinal = this.index.ordinal(stream, revision);
    if (ordinal === undefined) return undefined;
    const position = this.index.positions.at(ordinal);
    return { ...this.log.content(position, this.index.endOf(ordinal)), position };
  }

  #metadataEvent(stream: string, data: Buffer): NewEvent {
    const metastream = metastreamOf(stream);
    return {
      id: this.newId(),
      type: METADATA_TYPE,
      contentType: JSON_CONTENT,
      data,
      metadata: NOTHING,
      stream: metastream,
      revision: this.#pending.head(metastream).lastRevision + 1,
    };
  }
}
