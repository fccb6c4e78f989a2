const INITIAL_CAPACITY = 64 * 1024;

export const varintSize = (value: number): number => {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
};

/** Size of a length-delimited field with a field number below 16. */
export const lengthDelimitedSize = (length: number): number => 1 + varintSize(length) + length;

/** Writes protobuf fields (numbers below 16) one behind the other into a buffer that grows. */
export class WireWriter {
  #buffer = Buffer.allocUnsafe(INITIAL_CAPACITY);
  #offset = 0;

  /** Starts again; `reserve` bytes at the front are left for the caller to fill in. */
  restart(reserve = 0): this {
    this.#offset = reserve;
    return this;
  }

  /** A copy of what was written since `restart`. */
  finish(): Buffer {
    return Buffer.from(this.#buffer.subarray(0, this.#offset));
  }

  varint(field: number, value: number): this {
    this.#ensure(11);
    this.#tag(field, 0);
    this.#varint(value);
    return this;
  }

  /** 2^63 - 1, which no number can hold. */
  largestInt64(field: number): this {
    this.#ensure(10);
    this.#tag(field, 0);
    this.#buffer.fill(0xff, this.#offset, this.#offset + 8);
    this.#offset += 8;
    this.#buffer[this.#offset++] = 0x7f;
    return this;
  }

  /** Fills in the bytes that `restart` reserved, and copies everything out. */
  finishWith(fill: (buffer: Buffer) => void): Buffer {
    const bytes = this.finish();
    fill(bytes);
    return bytes;
  }

  /** Head of a nested message or of bytes, whose `length` bytes the caller writes next. */
  head(field: number, length: number): this {
    this.#ensure(11);
    this.#tag(field, 2);
    this.#varint(length);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.head(field, value.length);
    this.#ensure(value.length);
    this.#buffer.set(value, this.#offset);
    this.#offset += value.length;
    return this;
  }

  /** @param byteLength of `value` in UTF-8, which the caller had to know for the enclosing head */
  string(field: number, value: string, byteLength: number): this {
    this.head(field, byteLength);
    this.#ensure(byteLength);
    this.#buffer.write(value, this.#offset, byteLength, 'utf8');
    this.#offset += byteLength;
    return this;
  }

  #tag(field: number, wireType: number): void {
    this.#buffer[this.#offset++] = field * 8 + wireType;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#buffer[this.#offset++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#offset++] = rest;
  }

  #ensure(count: number): void {
    if (this.#offset + count <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#offset + count));
    this.#buffer.copy(larger, 0, 0, this.#offset);
    this.#buffer = larger;
  }
}
