/** Words of 32 bits in an id. */
export const WORDS_OF_ID = 4;

/**
 * Tells the last events by their ids, a bounded number of them: in arrays, because the keys of a map
 * take ten times the memory. Events that share a bucket are chained from the newest to the oldest, so
 * a chain ends where it leaves what is remembered, and nothing is ever deleted.
 */
export class RecentIds {
  /** A ring: an event's id lies at its ordinal modulo the capacity. */
  readonly #ids: Uint32Array;
  /** Ordinal + 1 of the event before it in the same bucket, by the same place. */
  readonly #before: Uint32Array;
  /** Ordinal + 1 of the newest event of each bucket. */
  readonly #newest: Uint32Array;
  #length = 0;

  /** Remembers the last `capacity` ids. */
  constructor(private readonly capacity: number) {
    this.#ids = new Uint32Array(capacity * WORDS_OF_ID);
    this.#before = new Uint32Array(capacity);
    this.#newest = new Uint32Array(2 ** Math.ceil(Math.log2(capacity)));
  }

  /** @param id lower-case UUID of the next event of the log */
  add(id: string): void {
    parse(id, this.#ids, this.#placeOf(this.#length) * WORDS_OF_ID);
    this.#link();
  }

  /** Ordinal of the newest event with this id, if it is remembered. */
  find(id: string): number | undefined {
    const wanted = new Uint32Array(WORDS_OF_ID);
    parse(id, wanted, 0);
    const oldest = Math.max(0, this.#length - this.capacity);
    let ordinal = (this.#newest[this.#bucketOf(wanted, 0)] ?? 0) - 1;
    for (; ordinal >= oldest; ordinal = (this.#before[this.#placeOf(ordinal)] ?? 0) - 1) {
      const at = this.#placeOf(ordinal) * WORDS_OF_ID;
      if (wanted.every((word, n) => this.#ids[at + n] === word)) return ordinal;
    }
    return undefined;
  }

  /** All that are remembered, oldest first. */
  image(): Uint32Array<ArrayBuffer> {
    const ids = new Uint32Array(Math.min(this.#length, this.capacity) * WORDS_OF_ID);
    const cut = this.#length > this.capacity ? this.#placeOf(this.#length) * WORDS_OF_ID : 0;
    ids.set(this.#ids.subarray(cut, cut + ids.length));
    if (cut > 0) ids.set(this.#ids.subarray(0, cut), ids.length - cut);
    return ids;
  }

  /**
   * Takes up the ids of the last events, for a memory that is new.
   * @param length how many events there are
   */
  restore(ids: Uint32Array, length: number): void {
    const kept = ids.subarray(-this.capacity * WORDS_OF_ID);
    this.#length = length - kept.length / WORDS_OF_ID;
    for (let from = 0; from < kept.length; from += WORDS_OF_ID) {
      const at = this.#placeOf(this.#length) * WORDS_OF_ID;
      for (let word = 0; word < WORDS_OF_ID; word++) this.#ids[at + word] = kept[from + word] ?? 0;
      this.#link();
    }
  }

  #placeOf(ordinal: number): number {
    return ordinal % this.capacity;
  }

  /** The id of the next event is in its place. */
  #link(): void {
    const place = this.#placeOf(this.#length);
    const bucket = this.#bucketOf(this.#ids, place * WORDS_OF_ID);
    this.#before[place] = this.#newest[bucket] ?? 0;
    this.#newest[bucket] = ++this.#length;
  }

  #bucketOf(ids: Uint32Array, at: number): number {
    let mixed = 0;
    for (let word = 0; word < WORDS_OF_ID; word++) {
      mixed = Math.imul(mixed ^ (ids[at + word] ?? 0), 0x9e3779b1);
      mixed ^= mixed >>> 15;
    }
    return mixed & (this.#newest.length - 1);
  }
}

/** Where in a UUID the halves of its words begin. */
const HALVES = [0, 4, 9, 14, 19, 24, 28, 32] as const;

function parse(id: string, into: Uint32Array, at: number): void {
  for (let word = 0; word < WORDS_OF_ID; word++) {
    const high = halfOf(id, HALVES[word * 2] ?? 0);
    into[at + word] = (high << 16) | halfOf(id, HALVES[word * 2 + 1] ?? 0);
  }
}

function halfOf(id: string, at: number): number {
  let bits = 0;
  for (let digit = at; digit < at + 4; digit++) {
    const code = id.charCodeAt(digit);
    // 0 to 9, or a to f.
    bits = (bits << 4) | (code < 58 ? code - 48 : code - 87);
  }
  return bits;
}
