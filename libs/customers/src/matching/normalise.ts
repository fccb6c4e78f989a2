import { LEGAL_FORMS } from './legal-forms';

/** Never strip a name below so many letters: "AT&T Inc." keeps its own. */
const MIN_LEFT = 2;
const UMLAUTS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  å: 'aa',
  æ: 'ae',
  ø: 'oe',
  œ: 'oe',
  ß: 'ss',
};

/** Letters that no decomposition takes apart. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'e',
  œ: 'e',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Without accents: ü becomes u, é becomes e, ø becomes o. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[øæœßłđðþı]/g, (letter) => WHOLE_LETTERS[letter] ?? letter);

/** With the umlauts written out: ü becomes ue. */
const spelledOut = (text: string): string =>
  bare(text.normalize('NFKC').replace(/[äöüåæøœß]/g, (letter) => UMLAUTS[letter] ?? letter));

/**
 * A company's name down to what tells it from others: lower case, no accents, no punctuation, no
 * legal form, no article.
 * @returns words parted by one blank, once per way of writing umlauts; equal spellings once
 */
export function cleanedNames(name: string): string[] {
  const lower = name.normalize('NFKC').toLowerCase();
  return [...new Set([bare(lower), spelledOut(lower)].map(clean))].filter((text) => text !== '');
}

function clean(text: string): string {
  const words = text
    .replace(/&/g, ' and ')
    .replace(/(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(\p{L}) (?=\p{L}\b)/gu, '$1')
    .trim()
    .replace(/^the (?=.{2})/, '');
  const named = withoutLegalForm(words);
  return (
    named
      .replace(/\b(and|und|et)\b/g, ' ')
      .replace(/ +/g, ' ')
      .trim() || named
  );
}

function withoutLegalForm(words: string): string {
  for (const form of LEGAL_FORMS) {
    if (!words.endsWith(` ${form}`)) continue;
    const rest = words.slice(0, -form.length - 1).trim();
    if (rest.replace(/ /g, '').length >= MIN_LEFT) return withoutLegalForm(rest);
  }
  return words;
}
