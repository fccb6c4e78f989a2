import type { ProgramRules } from '../program-document';
import { coversTerritory, type Territories } from '../territories';
import type { Fault } from './check';

/** The cases that a row of a table is for, by condition; an absent one fits anything. */
export type Conditions = Readonly<Record<string, readonly string[] | undefined>>;

/** Of rows where the first that fits holds, one that never comes to its turn is a mistake. */
export function checkOrder(
  path: string,
  rows: readonly Conditions[],
  rules: Territories,
  fault: Fault,
): void {
  rows.forEach((row, i) => {
    const before = rows.slice(0, i).findIndex((earlier) => covers(earlier, row, rules));
    if (before >= 0) fault(`${path}.${i}`, `no case reaches it: row ${before} takes them all`);
  });
}

const covers = (earlier: Conditions, row: Conditions, rules: Territories): boolean =>
  Object.entries(earlier).every(([condition, values]) => {
    if (values === undefined) return true;
    const isPlace = condition === 'territory' || condition === 'territories';
    const takes = (value: string): boolean =>
      isPlace ? coversTerritory(rules, values, value) : values.includes(value);
    return row[condition]?.every(takes) ?? false;
  });

/** Tracks, territories and registration types are those of the program. */
export function checkNames(
  path: string,
  row: Conditions,
  { tracks, territories, registration }: ProgramRules,
  fault: Fault,
): void {
  const known: Record<string, readonly string[]> = {
    tracks,
    track: tracks,
    territories,
    territory: territories,
    dealTypes: Object.keys(registration.types),
    dealType: Object.keys(registration.types),
  };
  for (const [condition, values = []] of Object.entries(row)) {
    for (const value of values) {
      const names = known[condition];
      if (names && !names.includes(value)) {
        fault(`${path}.${condition}`, `expected one of ${names.join(', ')}, got "${value}"`);
      }
    }
  }
}
