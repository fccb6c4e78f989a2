import { distance } from 'fastest-levenshtein';
import type { NameReading } from './company-name';
import type { NameAgreement } from './name-agreement';
import { isSwap } from './word-alignment';

/** Shorter names are one letter apart by chance. */
const MIN_LETTERS = 10;

/**
 * The same letters with their legal forms, or all but one, where the blanks are others or only the form
 * differs: "Toyota MotorC orporation", "Acme GroupPlc", "Carglass plx". What words of other meaning have
 * in common is not for this to judge.
 */
export function byLetters(left: NameReading, right: NameReading): NameAgreement | undefined {
  const [ours, theirs] = [left.written.join(''), right.written.join('')];
  if (ours === theirs) return { level: 'same-letters', bits: 13.5, isGroup: false, words: [] };
  if (!isOneOff(ours, theirs) || !(isOfForm(left, right) || isParted(left, right)))
    return undefined;
  return { level: 'letters-one-off', bits: 12.5, isGroup: false, words: [] };
}

const isOneOff = (a: string, b: string): boolean =>
  Math.abs(a.length - b.length) <= 1 && (isSwap(a, b) || distance(a, b) === 1);

/** Only the last words differ, and one of them is no part of what the company is called. */
function isOfForm(left: NameReading, right: NameReading): boolean {
  const [ours, theirs] = [left.written, right.written];
  const others = ours.slice(0, -1).join(' ') === theirs.slice(0, -1).join(' ');
  return others && (endsInForm(left) || endsInForm(right));
}

const endsInForm = ({ written, words }: NameReading): boolean => written.at(-1) !== words.at(-1);

/** One letter makes one word another, so where more words differ the blanks do. "Fund I" is not "Fund". */
function isParted(left: NameReading, right: NameReading): boolean {
  const [ours, theirs] = [left.written, right.written];
  if (ours.join('').length < MIN_LETTERS || lettersAlone(left) !== lettersAlone(right))
    return false;
  return ours.length !== theirs.length || ours.filter((word, at) => word !== theirs[at]).length > 1;
}

const lettersAlone = ({ written }: NameReading): string =>
  written.filter((word) => word.length === 1).join(' ');
