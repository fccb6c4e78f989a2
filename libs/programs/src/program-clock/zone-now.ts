import { isAfter, type IsoDate } from '@accord/kernel';
import type { Program } from '../program';

/**
 * The zone in which a program's business dates are read: that of the latest version which has begun by
 * its own clock; of the first one while none has.
 * @param days the date of now in each of the versions' zones
 * @returns undefined when there is no such program
 */
export function zoneNow(
  { versions }: Pick<Program, 'versions'>,
  days: ReadonlyMap<string, IsoDate>,
): string | undefined {
  const begun = versions.findLast(({ effectiveFrom, rules }) => {
    const today = days.get(rules.timeZone);
    return today !== undefined && !isAfter(effectiveFrom, today);
  });
  return (begun ?? versions[0])?.rules.timeZone;
}
