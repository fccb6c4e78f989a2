import { distance } from 'fastest-levenshtein';
import { FORMS_ANYWHERE, FORMS_IN_FRONT, NATIVE_FORMS } from './legal-form-places';
import { LEGAL_FORMS, type FormClass } from './legal-forms';
import { isSwap } from './word-alignment';

/** Where a form exists, and which kind of company it makes there. */
export type FormMeaning = ReadonlyMap<string, FormClass>;

interface Form {
  readonly words: readonly string[];
  readonly text: string;
}

/** Never strip a name below so many letters: "AT&T Inc." keeps its own. */
const MIN_LEFT = 2;
/** From here on a misspelt form is still told from a word: "Aktiengeselschaft", "Limted". */
const MIN_MISSPELT = 5;
/** Short, but nobody's word is one off. */
const UNLIKE_WORDS = 'gmbh';

const MEANINGS = meanings();
const BY_LAST = new Map<string, Form[]>();
const BY_FIRST = new Map<string, Form[]>();
for (const text of MEANINGS.keys()) {
  const form = { text, words: text.split(' ') };
  add(BY_LAST, form.words.at(-1) ?? '', form);
  if (FORMS_IN_FRONT.has(text)) add(BY_FIRST, form.words[0] ?? '', form);
}
const LONG_WORDS = new Set(
  [...MEANINGS.keys()]
    .flatMap((form) => form.split(' '))
    .filter((word) => word.length >= MIN_MISSPELT || word === UNLIKE_WORDS),
);
/** By first letter and length of a word: those that it could miss by a letter. */
const LONG_NEAR = new Map<string, string[][]>();
for (const word of LONG_WORDS) {
  const [letter = ''] = word;
  const byLength = LONG_NEAR.get(letter) ?? [];
  for (let length = word.length - 1; length <= word.length + 1; length += 1)
    (byLength[length] ??= []).push(word);
  LONG_NEAR.set(letter, byLength);
}
const NATIVE = Object.values(NATIVE_FORMS)
  .flat()
  .toSorted((a, b) => b.length - a.length);
const OTHER_SCRIPT = /[^ -\u04ff]/;

export interface WithoutForm {
  readonly words: readonly string[];
  /** What was taken off, in no particular order. */
  readonly forms: readonly string[];
}

/** Takes off the forms of scripts that part no words. */
export function withoutNativeForms(name: string): string {
  if (!OTHER_SCRIPT.test(name)) return name;
  const rest = NATIVE.reduce((text, form) => text.replaceAll(form, ' '), name).trim();
  return rest === '' ? name : rest;
}

/** Takes legal forms off the end, off the front and, where they mean nothing else, out of the middle. */
export function withoutLegalForms(words: readonly string[]): WithoutForm {
  const forms: string[] = [];
  const spelled = words.map((word, at) => (at === 0 ? word : rightlySpelled(word)));
  let [from, to] = [0, words.length];
  for (;;) {
    const found = formAt(spelled.slice(from, to));
    if (!found) break;
    if (found.inFront) from += found.form.words.length;
    else to -= found.form.words.length;
    forms.push(found.form.text);
  }
  const left = words.slice(from, to);
  if (left.length < 3) return { words: left, forms };
  const inside = left.filter((word, at) => at > 0 && FORMS_ANYWHERE.has(word));
  if (inside.length === 0) return { words: left, forms };
  return {
    words: left.filter((word, at) => at === 0 || !FORMS_ANYWHERE.has(word)),
    forms: [...forms, ...inside],
  };
}

/** @returns whether the forms make two companies of it: other kinds in every country that knows both */
export function formsConflict(left: readonly string[], right: readonly string[]): boolean {
  const [ours, theirs] = [left[0], right[0]];
  if (ours === undefined || theirs === undefined || ours === theirs) return false;
  const [a, b] = [MEANINGS.get(ours), MEANINGS.get(theirs)];
  if (!a || !b) return false;
  const common = [...a].filter(([country]) => b.has(country));
  return common.length > 0 && common.every(([country, kind]) => b.get(country) !== kind);
}

function formAt(words: readonly string[]): { form: Form; inFront: boolean } | undefined {
  const behind = BY_LAST.get(words.at(-1) ?? '')?.find((form) => {
    const at = words.length - form.words.length;
    return standsAt(words, form, at) && isLongEnough(words.slice(0, at));
  });
  if (behind) return { form: behind, inFront: false };
  const inFront = BY_FIRST.get(words[0] ?? '')?.find(
    (form) => standsAt(words, form, 0) && isLongEnough(words.slice(form.words.length)),
  );
  return inFront && { form: inFront, inFront: true };
}

const rightlySpelled = (word: string): string =>
  word.length < MIN_MISSPELT - 1 || LONG_WORDS.has(word)
    ? word
    : (LONG_NEAR.get(word[0] ?? '')?.[word.length]?.find(
        (long) => isSwap(long, word) || distance(long, word) === 1,
      ) ?? word);

const standsAt = (words: readonly string[], form: Form, at: number): boolean =>
  at >= 0 && form.words.every((word, i) => words[at + i] === word);

const isLongEnough = (words: readonly string[]): boolean =>
  words.reduce((letters, word) => letters + word.length, 0) >= MIN_LEFT;

function add(index: Map<string, Form[]>, word: string, form: Form): void {
  const forms = [...(index.get(word) ?? []), form];
  // Longer ones first: "gmbh & co kg" goes as a whole.
  index.set(
    word,
    forms.toSorted((a, b) => b.words.length - a.words.length),
  );
}

function meanings(): Map<string, Map<string, FormClass>> {
  const found = new Map<string, Map<string, FormClass>>();
  for (const [country, classes] of Object.entries(LEGAL_FORMS)) {
    for (const kind of ['limited', 'stock', 'partnership', 'cooperative', 'nonprofit'] as const) {
      for (const form of classes[kind]?.split('|') ?? []) {
        found.set(form, new Map(found.get(form)).set(country, kind));
      }
    }
  }
  return found;
}
