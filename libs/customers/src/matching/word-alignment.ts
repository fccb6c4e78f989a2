import { distance } from 'fastest-levenshtein';
import { isRare, weightOf } from './word-weights';

export type WordAgreement = 'equal' | 'joined' | 'spelling' | 'beginning';

/** Two words of two names, or one word and two that make it up, taken for the same. */
export interface WordPair {
  readonly left: string;
  readonly right: string;
  readonly how: WordAgreement;
  /** How alike, 0 to 1. */
  readonly likeness: number;
}

/** How the words of two names go together. */
export interface Alignment {
  readonly pairs: readonly WordPair[];
  readonly leftOver: readonly string[];
  readonly rightOver: readonly string[];
  /** Share of both names' weight that is paired, 0 to 1. */
  readonly likeness: number;
}

const MIN_PLURAL_LETTERS = 4;
const MIN_SPELLING_LETTERS = 5;
const PLURAL = 0.95;
const OTHER_BEGINNING = 0.1;
const MOST_MISSPELT = 0.22;
const MIN_BEGINNING = 4;
const MIN_BEGUN = 0.55;
const BEGINNING = 0.75;
const DIGIT = /\d/;

/** Pairs equal words first, then words written together, then misspelt and shortened ones. */
export function align(left: readonly string[], right: readonly string[]): Alignment {
  const [ours, theirs] = [[...left], [...right]];
  const pairs: WordPair[] = [];
  pairUp(ours, theirs, pairs, (a, b) => (a === b ? { how: 'equal', likeness: 1 } : undefined));
  join(ours, theirs, pairs, false);
  join(theirs, ours, pairs, true);
  pairUp(ours, theirs, pairs, spelling);
  pairUp(ours, theirs, pairs, beginning);
  const paired = pairs.reduce(
    (sum, { left: a, right: b, likeness }) => sum + likeness * 2 * Math.min(weigh(a), weigh(b)),
    0,
  );
  const all = [...left, ...right].reduce((sum, word) => sum + weightOf(word), 0);
  return { pairs, leftOver: ours, rightOver: theirs, likeness: all === 0 ? 0 : paired / all };
}

type Agreement = Pick<WordPair, 'how' | 'likeness'>;

function pairUp(
  ours: string[],
  theirs: string[],
  pairs: WordPair[],
  compare: (a: string, b: string) => Agreement | undefined,
): void {
  for (let i = 0; i < ours.length; i += 1) {
    const left = ours[i] ?? '';
    let best: { at: number; found: Agreement } | undefined;
    for (let at = 0; at < theirs.length; at += 1) {
      const found = compare(left, theirs[at] ?? '');
      if (found && (!best || found.likeness > best.found.likeness)) best = { at, found };
    }
    if (!best) continue;
    pairs.push({ left, right: theirs[best.at] ?? '', ...best.found });
    theirs.splice(best.at, 1);
    ours.splice(i, 1);
    i -= 1;
  }
}

/** Finds one word that is two neighbouring words of the other name: "goodwill", "good will". */
function join(ones: string[], twos: string[], pairs: WordPair[], swapped: boolean): void {
  for (let i = 0; i < ones.length; i += 1) {
    const one = ones[i] ?? '';
    const at = twos.findIndex((word, j) => word + (twos[j + 1] ?? ' ') === one);
    if (at < 0) continue;
    const two = twos.splice(at, 2).join(' ');
    ones.splice(i, 1);
    i -= 1;
    const [left, right] = swapped ? [two, one] : [one, two];
    pairs.push({ left, right, how: 'joined', likeness: 1 });
  }
}

/**
 * Misspelt, not another word: a rare word may be off by a fifth, a common one by a single letter, as
 * "rational" is no way of writing "national".
 */
function spelling(a: string, b: string): Agreement | undefined {
  const longest = Math.max(a.length, b.length);
  const shortest = Math.min(a.length, b.length);
  if (shortest < MIN_PLURAL_LETTERS || longest - shortest > longest * MOST_MISSPELT + 1)
    return undefined;
  if (DIGIT.test(a) || DIGIT.test(b)) return undefined;
  if (a === `${b}s` || b === `${a}s`) return { how: 'spelling', likeness: PLURAL };
  const areRare = isRare(a) && isRare(b);
  // "Jhns" for "Johns"; of four letters in both every other word is one off.
  const letters = areRare && a[0] === b[0] ? longest : shortest;
  if (letters < MIN_SPELLING_LETTERS) return undefined;
  const most = areRare ? Math.floor(longest * MOST_MISSPELT) : 1;
  if (longest - shortest > most || (!areRare && a[0] !== b[0])) return undefined;
  const edits = isSwap(a, b) ? 1 : distance(a, b);
  if (edits > most) return undefined;
  // Hardly anybody mistypes the first letter: such a word is more often another one.
  const likeness = 1 - edits / longest;
  return { how: 'spelling', likeness: a[0] === b[0] ? likeness : likeness - OTHER_BEGINNING };
}

/** Two neighbouring letters change places: "sytsem". */
export function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return (
    at < a.length - 1 &&
    a[at] === b[at + 1] &&
    a[at + 1] === b[at] &&
    a.slice(at + 2) === b.slice(at + 2)
  );
}

/** Cut short: "deutsch" for "deutschland". */
function beginning(a: string, b: string): Agreement | undefined {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < Math.max(MIN_BEGINNING, long.length * MIN_BEGUN)) return undefined;
  return long.startsWith(short) ? { how: 'beginning', likeness: BEGINNING } : undefined;
}

const weigh = (words: string): number =>
  words.split(' ').reduce((sum, word) => sum + weightOf(word), 0);
