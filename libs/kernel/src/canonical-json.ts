import { createHash } from 'node:crypto';

/**
 * One byte form per value: RFC 8785 (JCS), restricted so that nothing is lost on the way.
 * @throws TypeError for undefined, bigint, functions, dates, maps, sets, numbers that are not finite
 *   or integers beyond 2^53, and text with lone surrogates
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (hasMembers(value)) {
    // Runs over every line of a payout: a plain sort of the names is three times as fast as one of entries.
    const members = Object.keys(value).sort();
    return `{${members.map((name) => `${text(name)}:${canonicalJson(value[name])}`).join(',')}}`;
  }
  throw new TypeError(`A ${typeof value} has no canonical form`);
}

/** What dates, maps and sets hold is no member of theirs: they would all look like `{}`. */
const hasMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  !(value instanceof Date || value instanceof Map || value instanceof Set);

function number(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new TypeError(`${value} is beyond 2^53; send it as a string`);
  }
  return JSON.stringify(value);
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('A lone surrogate has no canonical form');
  return JSON.stringify(value);
}

/** @returns SHA-256 in lower-case hex */
export const sha256Hex = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

/** The two hashes of a list, item by item: the list itself is never needed whole. */
export class ListHash {
  readonly #whole = createHash('sha256').update('[');
  readonly #items = createHash('sha256');
  #count = 0;

  add(item: unknown): void {
    const json = canonicalJson(item);
    this.#whole.update(this.#count++ === 0 ? '' : ',').update(json);
    this.#items.update(sha256Hex(json));
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Nothing can be added any more.
   * @returns `whole`: what `sha256Hex(canonicalJson(items))` gives; `items`: the same hash of the hashes of the
   *   items, in lower-case hex one after the other, which a store that has these can make without the items
   */
  digests(): { readonly whole: string; readonly items: string } {
    return {
      whole: this.#whole.update(']').digest('hex'),
      items: this.#items.digest('hex'),
    };
  }
}
