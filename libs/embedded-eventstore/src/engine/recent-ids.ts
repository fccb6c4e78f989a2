import type { EventPlace } from './event';

/**
 * Bounded memory of event ids. Two generations: deleting the oldest entries of one large map one by
 * one gets slower the more were deleted before.
 */
export class RecentIds {
  #young = new Map<string, EventPlace>();
  #old = new Map<string, EventPlace>();

  /** Remembers at least the last `capacity` ids, at most twice as many. */
  constructor(private readonly capacity = 50_000) {}

  add({ id, stream, revision, position }: EventPlace): void {
    this.#young.set(id, { id, stream, revision, position });
    if (this.#young.size < this.capacity) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  get(id: string): EventPlace | undefined {
    return this.#young.get(id) ?? this.#old.get(id);
  }
}
