import { NumberList, words } from './number-list';
import { packedLimit, packName, unpackName } from './packed-name';

/** All names, as they lie in memory: packed, one behind the other, where each ends, and its hash. */
export interface NamesImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly hashes: Uint32Array<ArrayBuffer>;
}

const FIRST_SLOTS = 1024;

/**
 * Numbers streams by their names, in the order in which they are first met. A table of its own
 * because a million strings as keys of a map take three times the memory.
 */
export class StreamNames {
  #bytes: Buffer<ArrayBuffer>;
  readonly #ends: NumberList<Uint32Array<ArrayBuffer>>;
  readonly #hashes: NumberList<Uint32Array<ArrayBuffer>>;
  /** Number + 1 of the stream with this hash, or with one that had to make way; 0 where none is. */
  #slots = words(FIRST_SLOTS);
  #scratch = Buffer.alloc(1024);
  #lastName = '';
  #lastStream: number | undefined;

  constructor(image?: NamesImage) {
    this.#bytes = image
      ? Buffer.from(image.bytes.buffer, image.bytes.byteOffset, image.bytes.length)
      : Buffer.alloc(FIRST_SLOTS * 32);
    this.#ends = new NumberList(words, image?.ends);
    this.#hashes = new NumberList(words, image?.hashes);
    this.#spread(FIRST_SLOTS);
  }

  get length(): number {
    return this.#ends.length;
  }

  find(name: string): number | undefined {
    if (name === this.#lastName && this.#lastStream !== undefined) return this.#lastStream;
    const length = this.#pack(name);
    const found = this.#slots[this.#slotOf(hashOf(this.#scratch, length), length)] ?? 0;
    if (found === 0) return undefined;
    return this.#remember(name, found - 1);
  }

  /** The stream's number; a new one if the name is met for the first time. */
  intern(name: string): number {
    const known = this.find(name);
    if (known !== undefined) return known;
    const length = this.#pack(name);
    const start = this.#startOf(this.length);
    this.#ensure(start + length);
    this.#scratch.copy(this.#bytes, start, 0, length);
    const hash = hashOf(this.#scratch, length);
    const slot = this.#slotOf(hash, length);
    this.#hashes.push(hash);
    const stream = this.#ends.push(start + length);
    this.#slots[slot] = stream + 1;
    if (this.length * 2 > this.#slots.length) this.#spread(this.#slots.length * 2);
    return this.#remember(name, stream);
  }

  name(stream: number): string {
    return unpackName(this.#bytes, this.#startOf(stream), this.#ends.at(stream));
  }

  /** As they are now; later names do not show in it. */
  image(): NamesImage {
    const bytes = this.#bytes.subarray(0, this.#startOf(this.length));
    return { bytes, ends: this.#ends.view(), hashes: this.#hashes.view() };
  }

  #remember(name: string, stream: number): number {
    this.#lastName = name;
    this.#lastStream = stream;
    return stream;
  }

  #startOf(stream: number): number {
    return stream === 0 ? 0 : this.#ends.at(stream - 1);
  }

  /** Where the name in the scratch buffer stands, or would stand. */
  #slotOf(hash: number, length: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const stream = (this.#slots[slot] ?? 0) - 1;
      if (stream < 0) return slot;
      if (this.#hashes.at(stream) === hash && this.#isScratch(stream, length)) return slot;
    }
  }

  #isScratch(stream: number, length: number): boolean {
    const start = this.#startOf(stream);
    if (this.#ends.at(stream) - start !== length) return false;
    for (let at = 0; at < length; at++) {
      if (this.#bytes[start + at] !== this.#scratch[at]) return false;
    }
    return true;
  }

  #spread(atLeast: number): void {
    let size = atLeast;
    while (size < this.length * 2) size *= 2;
    this.#slots = words(size);
    for (let stream = 0; stream < this.length; stream++) {
      let slot = this.#hashes.at(stream) & (size - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.#slots[slot] = stream + 1;
    }
  }

  /** @returns length of the packed name, which lies in the scratch buffer then */
  #pack(name: string): number {
    const limit = packedLimit(name.length);
    if (limit > this.#scratch.length) this.#scratch = Buffer.alloc(limit);
    return packName(name, this.#scratch);
  }

  #ensure(size: number): void {
    if (size > 2 ** 32) throw new Error('the names of all streams together exceed 4 GiB');
    if (size <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(size, this.#bytes.length * 2));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}

/** FNV-1a with a final mix, so that the low bits depend on every byte. */
function hashOf(bytes: Uint8Array, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
