import type { Rejection } from '@accord/kernel';

const MAX_DEPTH = 32;

/**
 * What every object has already. Whoever makes an object of a class from a body takes these for the
 * object's own, passes over them or fails on them ("toString").
 */
const RESERVED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Finds NUL characters, lone surrogates, what was lost where text of another encoding was read as UTF-8,
 * and fields with names that mean something to every object.
 * @param path of the value itself
 * @returns a fault for everything in the value that could not be kept and given back unchanged
 */
export const dirtyText = (value: unknown, path = ''): Rejection[] => dirty(value, path);

function dirty(value: unknown, path: string, depth = 0): Rejection[] {
  if (depth > MAX_DEPTH) {
    return [{ code: 'too-deep', message: `More than ${MAX_DEPTH} levels`, path }];
  }
  if (typeof value === 'string') return textFaults(value, path);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = path ? `${path}.${key}` : key;
    if (RESERVED.has(key)) {
      return [{ code: 'name-reserved', message: `A field cannot be called "${key}"`, path: at }];
    }
    return [...(isClean(key) ? [] : dirty(key, at, depth)), ...dirty(child, at, depth + 1)];
  });
}

/** What stands in a text for bytes that are no UTF-8. The bytes themselves are gone. */
const LOST = '\ufffd';

const isClean = (text: string): boolean => textFaults(text, '').length === 0;

function textFaults(text: string, path: string): Rejection[] {
  if (!text.isWellFormed() || text.includes('\0')) {
    return [{ code: 'text-invalid', message: 'NUL or a lone surrogate', path }];
  }
  if (!text.includes(LOST)) return [];
  const message =
    'Not UTF-8: a character was lost (U+FFFD). Send the text, or save the file, as UTF-8';
  return [{ code: 'text-not-utf8', message, path }];
}

/** @returns a copy of the value without what is dirty in it, to be looked at and nothing more */
export function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', ' ');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !RESERVED.has(key));
  return Object.fromEntries(entries.map(([key, child]) => [key, cleaned(child)]));
}
