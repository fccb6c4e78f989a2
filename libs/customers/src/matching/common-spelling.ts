import { distance } from 'fastest-levenshtein';
import { isSwap } from './word-alignment';
import { OTHER_SPELLINGS } from './word-forms';
import { LISTED_WORDS, isRare } from './word-weights';

const MIN_LETTERS = 5;

/** By what is left of a common word without one of its letters, and by itself. */
const BY_PART = byPart();

/**
 * @returns the common word that a rare one misses by a letter, "amercan" by "american"; the word itself
 *   where there is none. The first letter must be right
 */
export function commonSpelling(word: string): string {
  if (word.length < MIN_LETTERS - 1 || !isRare(word)) return word;
  let first: string | undefined;
  // Most words are near to none: nothing is collected for them.
  for (let at = -1; at < word.length; at += 1) {
    for (const common of BY_PART.get(without(word, at)) ?? []) {
      if (common[0] !== word[0] || (first !== undefined && first <= common)) continue;
      if (isSwap(common, word) || distance(common, word) === 1) first = common;
    }
  }
  return first ?? word;
}

/** @returns the word without the letter at a place; all of it before the first */
function without(word: string, at: number): string {
  return at < 0 ? word : word.slice(0, at) + word.slice(at + 1);
}

function byPart(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const word of [...LISTED_WORDS, ...OTHER_SPELLINGS]) {
    if (word.length < MIN_LETTERS) continue;
    const parts = new Set(Array.from({ length: word.length + 1 }, (_, i) => without(word, i - 1)));
    for (const part of parts) found.set(part, [...(found.get(part) ?? []), word]);
  }
  return found;
}
