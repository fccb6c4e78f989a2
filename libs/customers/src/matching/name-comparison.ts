import { distance } from 'fastest-levenshtein';
import type { CompanyName, NameReading } from './company-name';
import { acronymLevel } from './acronyms';
import { byLetters } from './letters';
import type { NameAgreement } from './name-agreement';
import { PLACES } from './places';
import { tradesClash } from './trades';
import { align, type Alignment, type WordPair } from './word-alignment';
import { canonicalWord } from './word-forms';
import { isDistinctive, weightOf } from './word-weights';

/** Equal names of common words ("Global Services") are worth little, but always a question. */
const EQUAL = { least: 12, most: 16 };
/** What names are worth at most: equal ones, and others, of which a common brand in front says most. */
export const MOST_NAME_BITS = { equal: EQUAL.most, other: 14 };
/** Levels of likeness between names that share no brand: from what on, and bits. */
const LIKENESS: readonly (readonly [
  from: number,
  level: string,
  bits: number,
  clashing: number,
])[] = [
  [0.9, 'likeness-0.90', 13, 10],
  [0.8, 'likeness-0.80', 12, 8],
  [0.7, 'likeness-0.70', 10, 6],
  [0.62, 'likeness-0.62', 8, 5],
  [0.45, 'likeness-0.45', 7, 4],
  [0.3, 'likeness-0.30', 3, 0],
];
const DIFFERENT = { level: 'different', bits: -2, isGroup: false, words: [] };

/** @returns the best agreement of any two ways of reading the names; bits measured as docs/matching.md tells */
export function compareNames(left: CompanyName, right: CompanyName): NameAgreement {
  let best: NameAgreement = DIFFERENT;
  for (const ours of left.readings) {
    for (const theirs of right.readings) {
      const found = compareReadings(ours, theirs);
      if (found.bits > best.bits) best = found;
    }
  }
  return best;
}

/** The same words, whatever the blanks and the way of writing common ones. */
export const areEqual = (left: NameReading, right: NameReading): boolean =>
  left.squeezed === right.squeezed || left.canonicalSqueezed === right.canonicalSqueezed;

function compareReadings(left: NameReading, right: NameReading): NameAgreement {
  if (areEqual(left, right)) {
    return { level: 'equal', bits: bitsOfEqual(left.canonical), isGroup: false, words: [] };
  }
  const found = align(left.canonical, right.canonical);
  return (
    byLetters(left, right) ??
    wholly(found) ??
    misspelt(left, right) ??
    squeezed(left, right, found) ??
    byBrand(left, right, found) ??
    byAcronym(left, right) ??
    byLikeness(found)
  );
}

const bitsOfEqual = (words: readonly string[]): number =>
  clamp(
    words.reduce((sum, word) => sum + weightOf(word), 0),
    EQUAL,
  );

/**
 * Every word of both has its partner, in another order, parted otherwise or misspelt; all that one
 * of them may have besides is a place or a number.
 */
function wholly({ pairs, leftOver, rightOver, likeness }: Alignment): NameAgreement | undefined {
  const over = [...leftOver, ...rightOver];
  const isWhole = leftOver.length === 0 || rightOver.length === 0;
  if (pairs.length === 0 || !isWhole || !over.every(isPlaceOrNumber)) return undefined;
  const worst = Math.min(...pairs.map((pair) => pair.likeness));
  const words = pairs.filter(({ how }) => how !== 'equal');
  const as = (level: string, bits: number): NameAgreement => ({
    level: over.length > 0 ? `${level}-and-place` : level,
    bits: over.length > 0 ? Math.min(bits, bitsOfEqual(pairs.map(({ left }) => left))) - 0.5 : bits,
    isGroup: false,
    words,
  });
  if (worst === 1) return as('same-words', 13.5);
  const isNamed = pairs.some(({ how, left }) => how === 'equal' && isDistinctive(left));
  if (isNamed && words.length === 1) return as('misspelt', 12.5);
  return worst >= 0.83 || likeness >= 0.86 ? as('misspelt', 12.5) : as('misspelt-short', 12);
}

/** As it would be if common words were spelt rightly. */
function misspelt(left: NameReading, right: NameReading): NameAgreement | undefined {
  if (isSpeltRightly(left) && isSpeltRightly(right)) return undefined;
  const found = wholly(align(left.spelt.map(canonicalWord), right.spelt.map(canonicalWord)));
  return found && { ...found, level: 'misspelt', bits: Math.min(found.bits, 12.5) };
}

const isSpeltRightly = ({ spelt, words }: NameReading): boolean =>
  spelt.every((word, at) => word === words[at]);

const isPlaceOrNumber = (word: string): boolean => PLACES.has(word) || /^\d+$/.test(word);

/** Nearly the same letters, whatever the blanks. */
function squeezed(
  left: NameReading,
  right: NameReading,
  { pairs }: Alignment,
): NameAgreement | undefined {
  const [a, b] = [left.squeezed, right.squeezed];
  const longest = Math.max(a.length, b.length);
  if (longest < 8 || Math.abs(a.length - b.length) > longest * 0.2) return undefined;
  if (pairs.some(({ left: word, how }) => how === 'equal' && !isDistinctive(word)))
    return undefined;
  const likeness = 1 - distance(a, b) / longest;
  if (likeness < 0.8) return undefined;
  return likeness >= 0.85
    ? { level: 'letters-0.85', bits: 12.5, isGroup: false, words: [] }
    : { level: 'letters-0.80', bits: 12, isGroup: false, words: [] };
}

/** A word that few companies carry stands in both. */
function byBrand(
  left: NameReading,
  right: NameReading,
  { pairs, leftOver, rightOver, likeness }: Alignment,
): NameAgreement | undefined {
  const brands = pairs.filter((pair) => isBrand(pair));
  const [brand] = brands;
  if (!brand) return undefined;
  const weight = Math.max(...brands.map(weightOfPair));
  const inFront =
    startsWith(left, brand.left) && startsWith(right, brand.right) && brand.likeness === 1;
  const isWhole = leftOver.length === 0 || rightOver.length === 0;
  const [oursOther, theirsOther] = [leftOver.some(isDistinctive), rightOver.some(isDistinctive)];
  const off = brand.likeness === 1 ? 0 : brand.likeness >= 0.85 ? 1 : 3;
  const as = (level: string, bits: number): NameAgreement => ({
    level,
    bits: bits - off,
    isGroup: true,
    words: brands,
  });
  if (isWhole && !oursOther && !theirsOther)
    return as('brand', Math.min(inFront ? MOST_NAME_BITS.other : 13, weight));
  if (isWhole) return as('brand-with-another', inFront ? Math.min(13, weight - 0.5) : 12);
  if (inFront && tradesClash(leftOver, rightOver)) return as('brand-of-another-trade', 9);
  if (inFront && !(oursOther && theirsOther)) {
    return as('brand-in-front', Math.min(12.5, weight - 1));
  }
  if (inFront) return as('brand-in-front-of-others', weight >= 13.5 ? 12 : 10);
  if (likeness >= 0.62 && !(oursOther && theirsOther)) {
    return as('brand-inside', Math.min(12, weight - 1));
  }
  return as('brand-among-others', likeness >= 0.45 ? 9 : 6);
}

const startsWith = ({ canonical }: NameReading, word: string): boolean =>
  word.startsWith(canonical[0] ?? ' ') && (word === canonical[0] || word.includes(' '));

const isBrand = ({ left, right }: WordPair): boolean =>
  left.split(' ').some(isDistinctive) && right.split(' ').some(isDistinctive);

/** Three letters are an acronym that groups keep in front of all their companies' names. */
const weightOfPair = ({ left, right }: WordPair): number =>
  Math.max(12, Math.min(weightOf(left.replace(' ', '')), weightOf(right.replace(' ', ''))));

function byAcronym(left: NameReading, right: NameReading): NameAgreement | undefined {
  const found = acronymLevel(left, right) ?? acronymLevel(right, left);
  return found && { ...found, isGroup: false, words: [] };
}

function byLikeness({ pairs, leftOver, rightOver, likeness }: Alignment): NameAgreement {
  const clash = leftOver.some(isDistinctive) && rightOver.some(isDistinctive);
  const row = LIKENESS.find(([from]) => likeness >= from);
  if (!row) return DIFFERENT;
  const [, level, bits, clashing] = row;
  return {
    level: clash ? `${level}-clash` : level,
    bits: clash ? clashing : bits,
    isGroup: false,
    words: pairs,
  };
}

const clamp = (bits: number, { least, most }: { least: number; most: number }): number =>
  Math.max(least, Math.min(most, bits));
