import { WORDS_PER_MILLION } from './frequency-snapshot';
import { canonicalWord } from './word-forms';

const PER_MILLION = new Map(
  WORDS_PER_MILLION.flatMap(([count, words]) =>
    words.split(' ').map((word): [string, number] => [word, count]),
  ),
);
/** The words that the snapshot counts. */
export const LISTED_WORDS: readonly string[] = [...PER_MILLION.keys()];

/** What a word that the snapshot does not list is taken to have. */
const RARE_PER_MILLION = 64;
/** Short words are met by chance: bits that one of 1, 2, 3 or 4 letters can be worth at most. */
const MOST_BY_LENGTH: readonly number[] = [0, 4, 8, 11, 13];
const DIGITS = /^\d+$/;
const NINE = 0x39;
/** From these bits on a word alone can tell a company from others. */
const DISTINCTIVE = 11;

const bitsOf = (count: number): number => Math.round(Math.log2(1_000_000 / count));
const BITS = new Map([...PER_MILLION].map(([word, count]) => [word, bitsOf(count)]));
const RARE_BITS = bitsOf(RARE_PER_MILLION);

/** How many of a million organisations carry the word, by the snapshot. */
export const perMillion = (word: string): number =>
  PER_MILLION.get(canonicalWord(word)) ?? RARE_PER_MILLION;

/** log2 of how seldom a word stands in the names of organisations, whole bits. */
export function weightOf(word: string): number {
  const bits = BITS.get(canonicalWord(word)) ?? RARE_BITS;
  if (isNumber(word)) return Math.min(bits, 2 + word.length);
  return Math.min(bits, MOST_BY_LENGTH[word.length] ?? bits);
}

/** Whether the word is in few enough names to be looked up by itself. */
export const isRare = (word: string): boolean =>
  !PER_MILLION.has(canonicalWord(word)) && !isNumber(word);

/** A look at the first letter settles it for nearly every word. */
const isNumber = (word: string): boolean => word.charCodeAt(0) <= NINE && DIGITS.test(word);

/** Whether a word of this weight alone tells a company from most others. */
export const isDistinctive = (word: string): boolean =>
  isRare(word) && weightOf(word) >= DISTINCTIVE;
