import { daysBetween, type IsoDate } from '@accord/kernel';

/** What was added to or taken from a balance on a day, in minor units. */
export interface Movement {
  readonly on: IsoDate;
  readonly added: bigint;
  readonly taken: bigint;
}

/** An open balance by the days that its parts have been open, in minor units; all of one sign. */
export interface Ageing {
  readonly upTo30: bigint;
  readonly upTo60: bigint;
  readonly upTo90: bigint;
  readonly over90: bigint;
  /** Day since which the oldest part has been open. */
  readonly oldest: IsoDate;
}

/**
 * Whatever is taken is taken from the oldest part first. Where more was taken than there was, what is open
 * is below zero, since the days on which it was taken.
 * @param movements in the order booked
 * @param on day of today for the age; later movements are not to be given
 * @returns undefined when nothing is open
 */
export function ageing(movements: readonly Movement[], on: IsoDate): Ageing | undefined {
  const net = movements.reduce((sum, { added, taken }) => sum + added - taken, 0n);
  const [grows, shrinks, sign] =
    net < 0n ? (['taken', 'added', -1n] as const) : (['added', 'taken', 1n] as const);
  let used = movements.reduce((sum, movement) => sum + movement[shrinks], 0n);
  const open: { on: IsoDate; minor: bigint }[] = [];
  for (const movement of movements.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    const came = movement[grows];
    const consumed = used < came ? used : came;
    used -= consumed;
    if (came > consumed) open.push({ on: movement.on, minor: sign * (came - consumed) });
  }
  const [first] = open;
  if (!first) return undefined;
  const between = (low: number, high: number): bigint =>
    open
      .filter(({ on: day }) => {
        const age = daysBetween(day, on);
        return age >= low && age <= high;
      })
      .reduce((sum, { minor }) => sum + minor, 0n);
  return {
    upTo30: between(0, 30),
    upTo60: between(31, 60),
    upTo90: between(61, 90),
    over90: between(91, Infinity),
    oldest: first.on,
  };
}
