import { NumberList, words } from './number-list';

/**
 * For each stream the ordinals of its events, by revision. A stream's only event stands in the table
 * itself; more lie in blocks of 2, 4, 8, … that know the block before them. So an event costs at most
 * 8 bytes, and the way to any of n revisions is at most log n steps, from the newest block backwards.
 */
export class OrdinalLists {
  readonly #counts = new NumberList(words);
  /** The only event of a stream, or where the newest of its blocks begins. */
  readonly #places = new NumberList(words);
  /** Each block: where the one before it begins, then its ordinals. */
  readonly #blocks = new NumberList(words);

  /** Makes room at once for what will be pushed. */
  reserve(streams: number, events: number): void {
    this.#counts.reserve(streams);
    this.#places.reserve(streams);
    // Of the larger lists the last block is half full on average.
    this.#blocks.reserve(Math.ceil(Math.max(0, events - streams) * 1.5));
  }

  count(stream: number): number {
    return this.#counts.at(stream);
  }

  push(stream: number, ordinal: number): void {
    this.#counts.grow(stream + 1);
    this.#places.grow(stream + 1);
    const revision = this.count(stream);
    this.#counts.set(stream, revision + 1);
    if (revision === 0) return this.#places.set(stream, ordinal);
    const level = levelOf(revision);
    if (revision === 1) {
      const first = this.#places.at(stream);
      this.#openBlock(stream, level, 0);
      this.#blocks.set(this.#places.at(stream) + 1, first);
    } else if (revision === firstOf(level)) {
      this.#openBlock(stream, level, this.#places.at(stream));
    }
    this.#blocks.set(this.#places.at(stream) + 1 + revision - firstOf(level), ordinal);
  }

  at(stream: number, revision: number): number | undefined {
    const count = this.count(stream);
    if (!Number.isInteger(revision) || revision < 0 || revision >= count) return undefined;
    let place = this.#places.at(stream);
    if (count === 1) return place;
    const level = levelOf(revision);
    for (let up = levelOf(count - 1); up > level; up--) place = this.#blocks.at(place);
    return this.#blocks.at(place + 1 + revision - firstOf(level));
  }

  /** Revision of an event that is in the stream's list. */
  revisionOf(stream: number, ordinal: number): number {
    let low = 0;
    let high = this.count(stream);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.at(stream, middle) ?? Infinity) < ordinal) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #openBlock(stream: number, level: number, previous: number): void {
    const start = this.#blocks.push(previous);
    this.#blocks.grow(start + 1 + (2 << level));
    this.#places.set(stream, start);
  }
}

/** Block 0 holds revisions 0 and 1, block 1 holds 2 to 5, block 2 holds 6 to 13. */
const levelOf = (revision: number): number => 30 - Math.clz32(revision + 2);
const firstOf = (level: number): number => (2 << level) - 2;
