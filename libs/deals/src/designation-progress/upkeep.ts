import { plusDays, plusMonths, type IsoDate } from '@accord/kernel';
import type { DesignationRule } from '@accord/programs';
import { heldSince, holdersOn, type DesignationFacts } from './designation-facts';
import { missingPeople, missingRegistrations, type Missing } from './missing';

type Keeps = NonNullable<DesignationRule['keeps']>;

/**
 * @param granted the day of the grant; it is looked at from so many months later on
 * @returns since when the partner has fallen short without a break; undefined when it does not
 */
export function shortSince(
  { keeps }: DesignationRule,
  facts: DesignationFacts,
  granted: IsoDate,
  on: IsoDate,
): IsoDate | undefined {
  if (!keeps) return undefined;
  const first = plusMonths(granted, keeps.months);
  const changes = [
    first,
    ...facts.credentials.flatMap(({ completedOn, validTo }) =>
      validTo === null ? [completedOn] : [completedOn, plusDays(validTo, 1)],
    ),
    ...facts.registrations.flatMap(({ approvedOn, registeredOn }) => [
      approvedOn,
      plusMonths(registeredOn, keeps.months),
    ]),
  ];
  return heldSince(
    changes,
    on,
    (day) => day >= first && missing(keeps, facts, day, null).length > 0,
  );
}

/** @param by last day to make up for it */
export const missingToKeep = (
  keeps: Keeps,
  facts: DesignationFacts,
  on: IsoDate,
  by: IsoDate,
): Missing[] => missing(keeps, facts, on, by);

function missing(
  { people, registrations, months }: Keeps,
  facts: DesignationFacts,
  day: IsoDate,
  by: IsoDate | null,
): Missing[] {
  const holders = people ? holdersOn(facts.credentials, people.credential, day) : 0;
  const within = facts.registrations.filter(
    ({ type, approvedOn, registeredOn }) =>
      registrations?.types.includes(type) === true &&
      approvedOn <= day &&
      day < plusMonths(registeredOn, months),
  ).length;
  return [
    ...(people && holders < people.count
      ? [missingPeople(people.count - holders, people.credential, by)]
      : []),
    ...(registrations && within < registrations.count
      ? [missingRegistrations(registrations.count - within, registrations.types, by)]
      : []),
  ];
}
