import { createHash } from 'node:crypto';

/** A string that names one kind of thing and cannot be mistaken for another's name. */
export type Id<Kind extends string> = string & { readonly __id: Kind };

const NAMESPACE = Buffer.from('6f3d1c2e8a4b5f70913ac7d2b8e6f451', 'hex');

/**
 * Name-based UUID (RFC 9562 §5.5) in Accord's own namespace.
 * @param parts joined with an unprintable separator, so that ("ab","c") and ("a","bc") differ
 * @returns lower-case UUID; the same parts give the same id on any machine, for ever
 */
export function uuidFrom(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha1').update(NAMESPACE);
  for (const part of parts) hash.update(part).update('\u001f');
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
}
