import { canonicalJson } from '@accord/kernel';
import type { ProgramRules } from './program-document';

type Values = Readonly<Record<string, unknown>>;

/** Fields that name a thing in a list: things of one name are the same thing, changed. */
const NAMES = [
  'route',
  'rule',
  'criterion',
  'activity',
  'bonus',
  'milestone',
  'designation',
] as const;

/**
 * What another document says otherwise, in words, in the order of the document.
 * @returns sentences such as `Expiry: days was 90, is now 60.`; none where both mean the same
 */
export const changes = (before: ProgramRules, after: ProgramRules): string[] =>
  ofRecord([], before, after);

function ofRecord(at: readonly string[], before: Values, after: Values): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => ofValue([...at, words(key)], before[key], after[key]));
}

function ofValue(at: readonly string[], before: unknown, after: unknown): string[] {
  if (same(before, after)) return [];
  if (isAbsent(before)) return [`${place(at)} is new: ${shown(after)}.`];
  if (isAbsent(after)) return [`${place(at)} no longer stands; it was ${shown(before)}.`];
  if (Array.isArray(before) && Array.isArray(after)) return ofList(at, before, after);
  if (isRecord(before) && isRecord(after)) return ofRecord(at, before, after);
  return [`${place(at)} was ${shown(before)}, is now ${shown(after)}.`];
}

function ofList(
  at: readonly string[],
  before: readonly unknown[],
  after: readonly unknown[],
): string[] {
  const [old, now] = [byName(before), byName(after)];
  if (old && now) {
    const names = new Set([...old.keys(), ...now.keys()]);
    return [...names].flatMap((name) =>
      ofValue([...at, `"${name}"`], old.get(name), now.get(name)),
    );
  }
  if ([...before, ...after].some(isRecord)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i).flatMap((i) =>
      ofValue([...at, String(i + 1)], before[i], after[i]),
    );
  }
  const gone = before.filter((value) => !after.includes(value)).map(shown);
  const come = after.filter((value) => !before.includes(value)).map(shown);
  if (gone.length === 0 && come.length === 0) return [`${place(at)} stand in another order.`];
  return [
    ...(come.length > 0 ? [`${place(at)}: ${come.join(', ')} came to it.`] : []),
    ...(gone.length > 0 ? [`${place(at)}: ${gone.join(', ')} fell away.`] : []),
  ];
}

/** Things of a list by their names; undefined where they have none. */
function byName(list: readonly unknown[]): Map<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const one of list) {
    const name = isRecord(one) ? NAMES.map((key) => one[key]).find(isText) : undefined;
    if (name === undefined) return undefined;
    named.set(name, one);
  }
  return named.size === list.length ? named : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown): boolean =>
  (isAbsent(a) && isAbsent(b)) ||
  (!isAbsent(a) && !isAbsent(b) && canonicalJson(a) === canonicalJson(b));

/** `afterDays` is written "after days"; names of the document's own stay as they are. */
const words = (key: string): string =>
  /^[a-z]+([A-Z][a-z]+)+$/.test(key) ? key.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`) : key;

function place([topic = '', ...rest]: readonly string[]): string {
  return [topic.charAt(0).toUpperCase() + topic.slice(1), ...rest].join(': ');
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(shown).join(', ');
  if (isRecord(value)) {
    const parts = Object.entries(value).map(([key, one]) => `${words(key)} ${shown(one)}`);
    return parts.length === 0 ? 'nothing' : `(${parts.join('; ')})`;
  }
  return isAbsent(value) ? 'nothing' : String(value);
}
