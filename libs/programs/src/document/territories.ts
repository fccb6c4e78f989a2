import { z } from 'zod';
import { name } from './scalars';

/** What territories are made of, where that is said: places of any name, and other territories. */
export const territoryParts = z.record(name, z.array(name).min(1));

/** What a program says of its territories. */
export interface Territories {
  readonly territories: readonly string[];
  readonly territoryParts?: z.infer<typeof territoryParts> | undefined;
}

/** @returns the smallest places that a territory covers; itself where nothing is said of it */
export function placesOf(rules: Territories, territory: string): ReadonlySet<string> {
  const places = new Set<string>();
  const seen = new Set<string>();
  const add = (place: string): void => {
    if (seen.has(place)) return;
    seen.add(place);
    const parts = partsOf(rules, place);
    if (parts) parts.forEach(add);
    else places.add(place);
  };
  add(territory);
  return places;
}

/**
 * @param named what an agreement or a row of a table is for
 * @returns whether all of a territory lies in what is named: DE lies in DACH, DACH not in DE
 */
export function coversTerritory(
  rules: Territories,
  named: readonly string[],
  territory: string,
): boolean {
  if (named.includes(territory)) return true;
  const covered = new Set(named.flatMap((one) => [...placesOf(rules, one)]));
  return [...placesOf(rules, territory)].every((place) => covered.has(place));
}

/** @returns the program's other territories that lie in one, hold it or share a place with it, sorted */
export function overlappingTerritories(rules: Territories, territory: string): string[] {
  const places = placesOf(rules, territory);
  return rules.territories
    .filter(
      (other) => other !== territory && [...placesOf(rules, other)].some((at) => places.has(at)),
    )
    .toSorted();
}

export const partsOf = (
  { territoryParts: all }: Territories,
  territory: string,
): readonly string[] | undefined =>
  all && Object.hasOwn(all, territory) ? all[territory] : undefined;
