import { compareDates, type IsoDate } from '@accord/kernel';
import type { Collision } from '../conflict-case/conflict-case.events';
import { excludes, type Exclusivity, type Grant } from './exclusivity';
import type { MovedGrant } from './exclusivity.events';

const told = ({ released: _released, ...grant }: Grant): MovedGrant => grant;

/**
 * @param on the day on which the two become one: what either did before excludes nothing of the other
 * @returns every pair of grants of two customers that exclude one another from that day on
 */
export function collisionsOf(
  absorbed: Exclusivity,
  survivor: Exclusivity,
  on: IsoDate,
): readonly Collision[] {
  return absorbed.grants
    .filter(({ released, until }) => !released && compareDates(on, until) <= 0)
    .flatMap((grant) => {
      const from = compareDates(grant.from, on) < 0 ? on : grant.from;
      return survivor.grants
        .filter((other) => excludes(other, { ...grant, from }))
        .map((other) => ({ absorbed: told(grant), survivor: told(other) }));
    });
}
