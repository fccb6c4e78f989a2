import { comparing, type Judged } from './evidence';
import { inLatinLetters } from './latin-letters';

/** What two addresses are compared by. */
export interface Address {
  readonly text: string;
  readonly postcode: string | undefined;
  readonly houseNumber: string | undefined;
  /** Words of street and place without those that say what kind of street it is. */
  readonly words: ReadonlySet<string>;
  /** Words of the last part that has any: the place. */
  readonly place: string;
}

const STREET_KINDS: ReadonlySet<string> = new Set(
  (
    'street st str strasse straat road rd avenue ave av avenida boulevard blvd bd lane ln drive dr way ' +
    'place pl platz plaza square sq court ct rue via viale calle rua ulica ul ulitsa weg allee gasse ' +
    'chaussee quai parkway pkwy highway hwy suite ste floor fl unit building bldg no nr north south ' +
    'east west n s e w ne nw se sw the of de la le du der den am an im'
  ).split(' '),
);
const BRITISH = /\b([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})\b/;
const DUTCH = /\b(\d{4} ?[a-z]{2})\b/;
const DIGITS = /\b(\d{5}(?:-\d{4})?|\d{3}-\d{4}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}|\d{6})\b/;
const HOUSE = /\b(\d{1,5}[a-z]?)\b/;

/** Takes an address apart as far as it is compared; made for lists, not for letters. */
export function readAddress(text: string | null | undefined): Address | undefined {
  if (text === null || text === undefined) return undefined;
  const [latin = ''] = inLatinLetters(text);
  const plain = latin
    .toLowerCase()
    .replace(/[.'’]/g, '')
    .replace(/(\p{L})strasse\b|(\p{L})str\b/gu, '$1$2 str');
  const parts = plain
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const postcode = postcodeOf(parts);
  const rest = parts.map((part) => (postcode ? part.replace(postcode, ' ') : part));
  return {
    text: text.trim(),
    postcode: postcode?.replace(/[ -]/g, ''),
    houseNumber: rest.map((part) => HOUSE.exec(part)?.[1]).find((found) => found !== undefined),
    words: new Set(rest.flatMap(wordsOf)),
    place: rest.map((part) => wordsOf(part).join(' ')).findLast((part) => part !== '') ?? '',
  };
}

/** Digits alone are a house number where the street stands: a postcode stands behind it. */
function postcodeOf(parts: readonly string[]): string | undefined {
  for (const part of parts.toReversed()) {
    const found = BRITISH.exec(part) ?? DUTCH.exec(part);
    if (found) return found[1];
    if (parts.length > 1 && part !== parts[0]) {
      const digits = DIGITS.exec(part);
      if (digits) return digits[1];
    }
  }
  const [only = ''] = parts;
  return parts.length === 1 ? /\b(\d{5})\b(?=\D*$)/.exec(only)?.[1] : undefined;
}

const wordsOf = (part: string): string[] =>
  part
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !STREET_KINDS.has(word) && !/^\d+[a-z]?$/.test(word));

/** Compares postcode, house number and street words, and nothing more. */
export function byAddress(left: Address | undefined, right: Address | undefined): Judged {
  const line = comparing('address', left?.text ?? null, right?.text ?? null);
  if (!left || !right) return line('missing', 0, 'Z');
  const street = [...left.words].some((word) => right.words.has(word));
  const house = left.houseNumber !== undefined && left.houseNumber === right.houseNumber;
  const postcode = left.postcode !== undefined && left.postcode === right.postcode;
  const clash = left.postcode !== undefined && right.postcode !== undefined && !postcode;
  if (street && house && !clash) return line('house', 9, 'A');
  if (postcode) return line('postcode', 5, 'B');
  if (left.place !== '' && left.place === right.place) return line('place', 2, 'B');
  return line('different', 0, 'F');
}
