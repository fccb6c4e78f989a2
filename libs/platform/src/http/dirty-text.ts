import type { Rejection } from '@accord/kernel';

const MAX_DEPTH = 32;

/**
 * Finds NUL characters and lone surrogates.
 * @param path of the value itself
 * @returns a fault for every text in the value that no store could give back unchanged
 */
export const dirtyText = (value: unknown, path = ''): Rejection[] => dirty(value, path);

function dirty(value: unknown, path: string, depth = 0): Rejection[] {
  if (depth > MAX_DEPTH) {
    return [{ code: 'too-deep', message: `More than ${MAX_DEPTH} levels`, path }];
  }
  if (typeof value === 'string') {
    return isClean(value)
      ? []
      : [{ code: 'text-invalid', message: 'NUL or a lone surrogate', path }];
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = path ? `${path}.${key}` : key;
    return [...(isClean(key) ? [] : dirty(key, at, depth)), ...dirty(child, at, depth + 1)];
  });
}

const isClean = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** @returns a copy of the value whose texts are clean, to be looked at and nothing more */
export function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', ' ');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, cleaned(child)]));
}
