import { status } from '@grpc/grpc-js';
import type { ProposedEvent } from '../engine/event';
import { CallError } from '../protocol/errors';

/** What an event costs beside its bytes, about. */
const OVERHEAD = 256;

/**
 * Memory held for appends that clients have begun to send, all of them together. EventStoreDB counts
 * data only against the size of an append, so this is what bounds metadata, and clients that begin
 * appends and never end them.
 */
export class UnfinishedAppends {
  #held = 0;

  constructor(private readonly limit = 64 * 1024 * 1024) {}

  /** @throws CallError when no more can be held */
  hold(bytes: number): void {
    if (this.#held + bytes > this.limit) {
      throw new CallError(
        status.RESOURCE_EXHAUSTED,
        `appends that are not sent to their end hold ${this.#held} bytes; the limit is ${this.limit}`,
      );
    }
    this.#held += bytes;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}

export const sizeOf = (events: readonly ProposedEvent[]): number =>
  events.reduce(
    (sum, { data, metadata, type }) => sum + OVERHEAD + data.length + metadata.length + type.length,
    OVERHEAD,
  );
