import { perMillion } from './word-weights';

/** From so many of a million names on, a first word makes its six letters a key that tells nobody apart. */
export const HOT_WORD = 512;
/** Two words that are each in so many names stand together in too many. */
const HOT_PAIR = 4_096;

/**
 * Keys that more than 2,000 of a million customers have: they are neither looked up nor locked.
 * Fixed by the frequency snapshot and this list, never by what is stored: which keys two claims share
 * must be the same on every run.
 */
const HOT: ReadonlySet<string> = new Set<string>([]);

export function isStopKey(key: string): boolean {
  if (HOT.has(key)) return true;
  if (key.startsWith('W:'))
    return key
      .slice(2)
      .split(' ')
      .every((word) => perMillion(word) >= HOT_PAIR);
  return false;
}
