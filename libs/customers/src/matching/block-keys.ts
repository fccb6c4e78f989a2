import { hash } from 'node:crypto';
import type { RegisterNumber } from '../customer-claim';
import type { Company } from './company';
import { readName, type CompanyName, type NameReading } from './company-name';
import { readDomain, type Domain } from './domains';
import { givenNumbers, registerText } from './register-numbers';
import { HOT_WORD, isStopKey } from './stop-keys';
import { canonicalWord } from './word-forms';
import { isRare, perMillion } from './word-weights';

/**
 * Two companies that can be the same customer share a key: what is looked up and what is locked.
 * `S:` squeezed name or the label of its domain, `P:` its first six letters, `W:` first two words,
 * `A:` acronym, `T:` rare word or one with a letter left out, `D:` registrable domain, `I:` register
 * number.
 */
export type BlockKey = string & { readonly __brand: 'BlockKey' };

const key = (text: string): BlockKey => text as BlockKey;

const PREFIX = 6;
const MIN_LABEL = 6;
const MIN_WORD = 3;
const MIN_TYPO_WORD = 5;
/** What a name adds at most, however long: words as they stand, and words with each letter left out. */
const MOST_WORDS = 8;
const MOST_TYPO_WORDS = 4;
const MOST_TYPO_LETTERS = 20;
const ACRONYM = { least: 3, most: 6 };

/** @returns the company's keys, sorted, each once, without stop keys */
export const blockKeys = (company: Company): BlockKey[] =>
  blockKeysOf(readName(company.name), readDomain(company.domain), company.registerNumbers);

export function blockKeysOf(
  name: CompanyName,
  domain: Domain | undefined,
  registerNumbers: readonly RegisterNumber[],
): BlockKey[] {
  const label = domain !== undefined && domain.label.length >= MIN_LABEL ? [domain.label] : [];
  const keys = [
    ...name.readings.flatMap(keysOfReading),
    ...name.readings.flatMap(keysOfSpelling),
    ...label.map((text) => `S:${text}`),
    ...(domain ? [`D:${domain.registrable}`] : []),
    ...givenNumbers({ registerNumbers }).map((number) => `I:${registerText(number)}`),
  ];
  return [...new Set(keys)]
    .filter((text) => !isStopKey(text))
    .map(key)
    .toSorted();
}

/** A key as 64 bits, signed, for tables and locks. */
export const keyHash = (blockKey: BlockKey): bigint =>
  hash('sha256', blockKey, 'buffer').readBigInt64BE(0);

function keysOfReading({
  words,
  canonical,
  squeezed,
  canonicalSqueezed,
  fullInitials,
}: NameReading): string[] {
  const rare = words.filter((word) => word.length >= MIN_WORD && isRare(word));
  const pair = canonical.slice(0, 2).toSorted();
  const initials = words.map((word) => word[0] ?? '').join('');
  const acronyms =
    words.length >= 3 ? [initials, fullInitials] : words.length === 2 ? [fullInitials] : [];
  const [first = ''] = words;
  return [
    `S:${squeezed}`,
    `S:${canonicalSqueezed}`,
    ...(squeezed.length > PREFIX && perMillion(canonical[0] ?? '') < HOT_WORD
      ? [`P:${squeezed.slice(0, PREFIX)}`]
      : []),
    ...(pair.length === 2 ? [`W:${pair.join(' ')}`] : []),
    ...[...acronyms, ...(isRare(first) ? [first] : [])]
      .filter(isAcronym)
      .map((text) => `A:${text}`),
    ...rare.slice(0, MOST_WORDS).map((word) => `T:${word}`),
    ...rare
      .filter((word) => word.length >= MIN_TYPO_WORD && word.length <= MOST_TYPO_LETTERS)
      .slice(0, MOST_TYPO_WORDS)
      .flatMap(withOneLetterLess)
      .map((word) => `T:${word}`),
  ];
}

/** As it would be called if its common words were spelt rightly, and with its legal form. */
function keysOfSpelling({ words, spelt, written }: NameReading): string[] {
  const pair = spelt.slice(0, 2).map(canonicalWord).toSorted();
  const isMisspelt = spelt.some((word, at) => word !== words[at]);
  return [
    `S:${written.join('')}`,
    ...(isMisspelt ? [`S:${spelt.join('')}`] : []),
    ...(isMisspelt && pair.length === 2 ? [`W:${pair.join(' ')}`] : []),
  ];
}

const isAcronym = (text: string): boolean =>
  text.length >= ACRONYM.least && text.length <= ACRONYM.most;

/** @returns a word's misspellings by a letter that was left out */
export const withOneLetterLess = (word: string): string[] =>
  Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1));
