import { commonSpelling } from './common-spelling';
import { inLatinLetters } from './latin-letters';
import { withoutLegalForms, withoutNativeForms } from './legal-form';
import { withoutMojibake } from './mojibake';
import { withDigits } from './number-words';
import { STOP_WORDS, canonicalWord } from './word-forms';
import { isRare, perMillion } from './word-weights';

/** One way of reading a name: umlauts dropped or written out. */
export interface NameReading {
  /** All words, legal forms included, in lower case Latin letters and digits; no "the" in front. */
  readonly written: readonly string[];
  /** What tells the company from others: lower case Latin letters and digits, no legal form, no article. */
  readonly words: readonly string[];
  /** The same words with one spelling for common ones: "technologies" is "technology". */
  readonly canonical: readonly string[];
  /** Both without blanks. */
  readonly squeezed: string;
  readonly canonicalSqueezed: string;
  /** The words as they would be if common ones were spelt rightly; worked out when first asked for. */
  readonly spelt: readonly string[];
  /** First letters of all words, articles and prepositions included. */
  readonly fullInitials: string;
}

export interface CompanyName {
  /** As it was written. */
  readonly text: string;
  readonly readings: readonly NameReading[];
  /** Legal forms that the name carries. */
  readonly forms: readonly string[];
}

/** A word is so many times as common as its halves when they are one word written apart. */
const HALVES = 4;
/** "SiemensAG", "AsiaPacific": a new word without a blank. */
const WORD_INSIDE = /(?<=\p{Ll}{3})(?=\p{Lu}{2,3}\b|\p{Lu}\p{Ll}{3,}|GmbH\b|\p{Lu}\.\p{Lu}\.)/gu;

const MAY_BE_PARTED = /\p{Ll}\p{Lu}/u;

/** "AT&T", "H & M", "AT and T": letters that stand for one name. */
const SHORT_PAIR =
  /\b(\p{L}{1,2})\.? ?(?:&|\band\b) ?(?=\p{L}\b)|\b(\p{L})\.? ?(?:&|\band\b) ?(?=\p{L}{2}\b)/gu;

/** Takes a name apart. Never empty: a name of nothing but forms or articles keeps them. */
export function readName(name: string): CompanyName {
  const whole = withoutMojibake(name);
  const parted = MAY_BE_PARTED.test(whole) ? whole.replace(WORD_INSIDE, ' ') : whole;
  const texts = inLatinLetters(withoutNativeForms(parted));
  const [only, ...more] = texts.map(readWords);
  // Nearly all names are read in one way.
  if (only && more.length === 0 && only.reading.words.join('') !== '')
    return { text: name, readings: [only.reading], forms: only.forms };
  const found = only ? [only, ...more] : [];
  const seen = new Set<string>();
  const readings = found.flatMap(({ reading }) => {
    const text = reading.words.join(' ');
    if (text === '' || seen.has(text)) return [];
    seen.add(text);
    return [reading];
  });
  return {
    text: name,
    readings,
    forms: found[0]?.forms ?? [],
  };
}

/**
 * A company's name down to what tells it from others.
 * @returns words parted by one blank, once per way of writing umlauts; equal spellings once
 */
export const cleanedNames = (name: string): string[] =>
  readName(name).readings.map(({ words }) => words.join(' '));

function readWords(text: string): { reading: NameReading; forms: readonly string[] } {
  const all = splitWords(text);
  const named = all.length > 1 && all[0] === 'the' ? all.slice(1) : all;
  const { words: formless, forms } = withoutLegalForms(named);
  const numbered = withDigits(writtenTogether(formless));
  const telling = numbered.filter(
    (word, at) => !STOP_WORDS.has(word) || (word.length === 1 && at === numbered.length - 1),
  );
  const words = telling.length > 0 ? telling : numbered;
  return { reading: new Reading(named, words, formless), forms };
}

/** A class, as an object with a getter of its own takes several times as long to make. */
class Reading implements NameReading {
  readonly canonical: readonly string[];
  readonly squeezed: string;
  readonly canonicalSqueezed: string;
  readonly fullInitials: string;
  private asSpelt: readonly string[] | undefined;

  constructor(
    readonly written: readonly string[],
    readonly words: readonly string[],
    formless: readonly string[],
  ) {
    this.canonical = words.map(canonicalWord);
    this.squeezed = words.join('');
    this.canonicalSqueezed = this.canonical.join('');
    this.fullInitials = formless.map((word) => word[0] ?? '').join('');
  }

  get spelt(): readonly string[] {
    return (this.asSpelt ??= this.words.map(commonSpelling));
  }
}

/** "Shen Zhen" is the common word "Shenzhen": rare halves of it would pass for a brand. */
function writtenTogether(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, i) => {
    const next = words[i + 1];
    if (next === undefined || isRare(word + next)) return false;
    return perMillion(word + next) > HALVES * Math.max(perMillion(word), perMillion(next));
  });
  if (at < 0) return words;
  const together = (words[at] ?? '') + (words[at + 1] ?? '');
  return [...words.slice(0, at), together, ...writtenTogether(words.slice(at + 2))];
}

/** Words of two letters or more, parted by one blank: most names. */
const PLAIN = /^[a-z\d]{2,}(?: [a-z\d]{2,})*$/;

function splitWords(text: string): string[] {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower.split(' ');
  const words = lower
    .replace(/(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .replace(SHORT_PAIR, '$1$2')
    .replace(/&/g, ' and ')
    .replace(/['’`´"]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(\p{L}) (?=\p{L}\b)/gu, '$1')
    .trim();
  return words === '' ? [] : words.split(' ');
}
