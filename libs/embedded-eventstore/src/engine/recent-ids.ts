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

  /** The last `capacity` of them, oldest first. Those added meanwhile may come too. */
  *newest(): Generator<EventPlace> {
    const [old, young] = [this.#old, this.#young];
    let surplus = old.size + young.size - this.capacity;
    for (const places of [old, young]) {
      for (const place of places.values()) if (--surplus < 0) yield place;
    }
  }
}
