/** Begins a packed name that ends in a UUID; UTF-8 has no such byte. */
const WITH_UUID = 0xff;
const UUID_LENGTH = 36;
const UUID_BYTES = 16;
const UUID_AT_END = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const DASHES = /-/g;

/** Bytes that a name of so many characters takes at most. */
export const packedLimit = (characters: number): number => characters * 3;

/**
 * Most streams are named after a UUID, which takes 36 bytes as text and 16 as a number.
 * Two names never pack to the same bytes.
 * @param into has room for `packedLimit`
 * @returns how many bytes were written
 */
export function packName(name: string, into: Buffer): number {
  if (!UUID_AT_END.test(name)) return into.write(name);
  const prefix = name.slice(0, -UUID_LENGTH);
  into[0] = WITH_UUID;
  into.write(name.slice(-UUID_LENGTH).replace(DASHES, ''), 1, 'hex');
  return 1 + UUID_BYTES + into.write(prefix, 1 + UUID_BYTES);
}

export function unpackName(bytes: Buffer, start: number, end: number): string {
  if (bytes[start] !== WITH_UUID) return bytes.toString('utf8', start, end);
  const prefixStart = start + 1 + UUID_BYTES;
  const hex = bytes.toString('hex', start + 1, prefixStart);
  const groups = [0, 8, 12, 16, 20].map((at, n, all) => hex.slice(at, all[n + 1]));
  return bytes.toString('utf8', prefixStart, end) + groups.join('-');
}
