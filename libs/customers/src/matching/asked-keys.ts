import type { BlockKey } from './block-keys';
import { withOneLetterLess } from './block-keys';
import type { ReadCompany } from './read-company';

/** A key under which companies are looked for. */
export interface AskedKey {
  readonly key: BlockKey;
  /** What of the company it stands for: a word and its misspellings are one part. */
  readonly part: string;
  /** A word with a letter left out. */
  readonly isMisspelt: boolean;
  /** How telling it is to share it, for choosing whom to score. Of one part only the best counts. */
  readonly weight: number;
  /** How many companies of this key are looked at. */
  readonly most: number;
}

/** So many companies of one key are looked at; keys that are known to have more are stop keys. */
const MOST_OF_KEY = 2_000;
/** Fewer of a misspelt word: who carries it as it stands is found under the word. */
const MOST_OF_MISSPELT = 200;
const WEIGHTS: Readonly<Record<string, number>> = { I: 40, D: 20, S: 20, T: 8, W: 6, P: 3, A: 3 };
/** Of a part of which only misspellings are shared, however many. */
export const MISSPELT_WEIGHT = 2;

/** @returns the company's keys, each once, with what they are worth in a search */
export function askedKeys({ keys, words }: Pick<ReadCompany, 'keys' | 'words'>): AskedKey[] {
  const misspelt = new Map(
    [...words].flatMap((word) => withOneLetterLess(word).map((less) => [`T:${less}`, word])),
  );
  return keys.map((key) => {
    const [kind = '', text] = [key[0], key.slice(2)];
    if (kind !== 'T' || words.has(text)) {
      const weight = WEIGHTS[kind] ?? MISSPELT_WEIGHT;
      return { key, part: key, isMisspelt: false, weight, most: MOST_OF_KEY };
    }
    const part = `T:${misspelt.get(key) ?? text}`;
    return { key, part, isMisspelt: true, weight: MISSPELT_WEIGHT, most: MOST_OF_MISSPELT };
  });
}
