import type { CompanyName } from './company-name';
import { comparing, type Judged } from './evidence';
import { formsConflict } from './legal-form';
import { compareNames } from './name-comparison';

const SIMILAR_FROM = 7;
const SAME_LEVELS: ReadonlySet<string> = new Set(['equal', 'same-letters', 'same-words']);

/** What the names say. Names that share no more than a brand make one group at most. */
export function byName(left: CompanyName, right: CompanyName): Judged {
  const { level, bits, isGroup, words } = compareNames(left, right);
  const grade = SAME_LEVELS.has(level) ? 'A' : bits >= SIMILAR_FROM ? 'B' : 'F';
  const line = comparing('name', left.text, right.text)(level, bits, grade, {
    capsAtGroup: isGroup,
  });
  return words.length > 0 ? { ...line, words } : line;
}

/** "Fund II" is not "Fund III", nor "Line A" "Line B": numbers or letters in both, not the same ones. */
export function numbersOf(left: CompanyName, right: CompanyName, name: Judged): Judged | undefined {
  if (name.bits <= 0 || name.level === 'equal') return undefined;
  const [ours, theirs] = [marksIn(left), marksIn(right)];
  const onlyOurs = ours.filter((mark) => !theirs.includes(mark));
  const onlyTheirs = theirs.filter((mark) => !ours.includes(mark));
  if (onlyOurs.length + onlyTheirs.length === 0) return undefined;
  const line = comparing('name', onlyOurs.join(' ') || null, onlyTheirs.join(' ') || null);
  if (onlyOurs.length > 0 && onlyTheirs.length > 0) return line('number-differs', -8, 'F');
  const only = [...onlyOurs, ...onlyTheirs];
  if (!only.every((mark) => /^\d+$/.test(mark))) return undefined;
  const isFirst = only.every((mark) => mark === '1') && isLong(left) && isLong(right);
  return line('number-missing', isFirst ? -1 : -3, 'F');
}

/** An AG is not the GmbH of the same name, where the country knows both. */
export function formsOf(left: CompanyName, right: CompanyName, name: Judged): Judged | undefined {
  if (name.bits <= 0 || name.level === 'same-letters') return undefined;
  if (!formsConflict(left.forms, right.forms)) return undefined;
  const line = comparing('name', left.forms[0] ?? null, right.forms[0] ?? null);
  return line('legal-form-differs', -2, 'F', { capsAtGroup: true });
}

/** The first of several funds goes without its number, where its name is long enough to tell it. */
const isLong = ({ readings: [reading] }: CompanyName): boolean => (reading?.words.length ?? 0) >= 3;

/** Words with a digit, and single letters behind a name. */
const marksIn = ({ readings: [reading] }: CompanyName): string[] =>
  (reading?.words ?? []).filter((word, at) => /\d/.test(word) || (at > 0 && word.length === 1));
