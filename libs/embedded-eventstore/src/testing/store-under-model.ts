import type { ExpectedRevision } from '../engine/event';
import type { Direction } from '../engine/reader';
import type { Proposed, StreamAnswer } from './model';

export type StoreAnswer =
  | {
      readonly kind: 'written';
      /** Not told of a deletion by the client. */
      readonly revision: number | undefined;
      readonly position: bigint | undefined;
    }
  | { readonly kind: 'wrong-version'; readonly current: number }
  | { readonly kind: 'stream-deleted' };

export interface StoredEvent {
  readonly stream: string;
  readonly type: string;
  readonly revision: number;
  readonly position: bigint;
}

/** What the model is compared with: an engine, or a server behind the real client. */
export interface StoreUnderModel {
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly Proposed[],
  ): Promise<StoreAnswer>;
  delete(stream: string, expected: ExpectedRevision, isForGood: boolean): Promise<StoreAnswer>;
  read(stream: string, from: number, direction: Direction, count: number): Promise<StreamAnswer>;
  targets(stream: string): Promise<readonly (string | undefined)[]>;
  /** The log from a position on, or from an end of it. */
  all(from: bigint | undefined, direction: Direction): Promise<readonly StoredEvent[]>;
  /** What a subscription behind a position brings until it has caught up. */
  catchUp(after: bigint): Promise<readonly StoredEvent[]>;
  /** Appends that are under way together, where the order of their decisions is certain. */
  together(appends: readonly (() => Promise<StoreAnswer>)[]): Promise<readonly StoreAnswer[]>;
}
