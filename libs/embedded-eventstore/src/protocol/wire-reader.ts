/** Bytes that are no protobuf message of the expected kind. */
export class MalformedMessage extends Error {}

/**
 * Reads one protobuf message field by field. Numbers above 2^53 lose their last digits, which only
 * matters to callers that ask for revisions no stream can have.
 */
export class WireReader {
  field = 0;
  #wireType = 0;

  constructor(
    private readonly bytes: Buffer,
    private offset = 0,
    private readonly end = bytes.length,
  ) {}

  /** Moves to the next field; `field` then holds its number. False at the end of the message. */
  next(): boolean {
    if (this.offset >= this.end) return false;
    const tag = this.varint();
    this.field = Math.floor(tag / 8);
    this.#wireType = tag % 8;
    if (this.field === 0) throw new MalformedMessage('field number 0');
    return true;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10; count++) {
      const byte = this.offset < this.end ? this.bytes[this.offset++] : undefined;
      if (byte === undefined) throw new MalformedMessage('number cut short');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new MalformedMessage('number of more than 10 bytes');
  }

  /** All 64 bits of a number. */
  bigVarint(): bigint {
    const start = this.offset;
    this.varint();
    let value = 0n;
    for (let at = this.offset - 1; at >= start; at--) {
      value = value * 128n + BigInt((this.bytes[at] ?? 0) & 0x7f);
    }
    return value;
  }

  /** The bytes of a length-delimited field, not copied. */
  slice(): Buffer {
    const end = this.#lengthDelimited();
    const slice = this.bytes.subarray(this.offset, end);
    this.offset = end;
    return slice;
  }

  string(): string {
    const end = this.#lengthDelimited();
    const text = this.bytes.toString('utf8', this.offset, end);
    this.offset = end;
    return text;
  }

  message(): WireReader {
    const end = this.#lengthDelimited();
    const reader = new WireReader(this.bytes, this.offset, end);
    this.offset = end;
    return reader;
  }

  skip(): void {
    if (this.#wireType === 0) this.varint();
    else if (this.#wireType === 1) this.#advance(8);
    else if (this.#wireType === 2) this.offset = this.#lengthDelimited();
    else if (this.#wireType === 5) this.#advance(4);
    else throw new MalformedMessage(`wire type ${this.#wireType}`);
  }

  #advance(count: number): void {
    if (this.offset + count > this.end) throw new MalformedMessage('field cut short');
    this.offset += count;
  }

  #lengthDelimited(): number {
    if (this.#wireType !== 2) throw new MalformedMessage(`field ${this.field} has no length`);
    const end = this.varint() + this.offset;
    if (end > this.end) throw new MalformedMessage(`field ${this.field} cut short`);
    return end;
  }
}
