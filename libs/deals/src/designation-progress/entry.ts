import { plusDays, quarterEnd, quarterOf, type IsoDate } from '@accord/kernel';
import type { DesignationRule } from '@accord/programs';
import {
  heldSince,
  holdersOn,
  type CountedRegistration,
  type DesignationFacts,
  type ProgramDays,
} from './designation-facts';
import { missingPeople, missingRegistrations, type Missing } from './missing';

type Requires = DesignationRule['requires'];

/**
 * @param after the day on which it was removed last; null: never
 * @returns since when all that the designation takes is there without a break; undefined when it is not
 */
export function entrySince(
  { requires }: DesignationRule,
  facts: DesignationFacts,
  days: ProgramDays,
  on: IsoDate,
  after: IsoDate | null,
): IsoDate | undefined {
  const counted = countedFor(requires, facts, after);
  const changes = [
    ...facts.credentials.flatMap(({ completedOn, validTo }) =>
      validTo === null ? [completedOn] : [completedOn, plusDays(validTo, 1)],
    ),
    ...counted.map(({ approvedOn }) => approvedOn),
    ...(after === null ? [] : [after]),
  ];
  return heldSince(
    changes,
    on,
    (day) =>
      (after === null || day >= after) &&
      peopleShort(requires, facts, day) === 0 &&
      hasRegistrations(requires, counted, days, day),
  );
}

/** What is not there on that day. A quarter that is over cannot be filled: what is missing is of the running one. */
export function missingToEnter(
  { requires }: DesignationRule,
  facts: DesignationFacts,
  days: ProgramDays,
  on: IsoDate,
  after: IsoDate | null,
): Missing[] {
  const { people, registrations } = requires;
  const counted = countedFor(requires, facts, after);
  const short = peopleShort(requires, facts, on);
  const missing = people && short > 0 ? [missingPeople(short, people.credential, null)] : [];
  if (!registrations || hasRegistrations(requires, counted, days, on)) return missing;
  const { types, count, sameQuarter } = registrations;
  const quarter = sameQuarter ? quarterOf(on, fiscal(days)) : null;
  const there = counted.filter(
    ({ approvedOn, registeredOn }) =>
      approvedOn <= on && (quarter === null || quarterOf(registeredOn, fiscal(days)) === quarter),
  ).length;
  const by = quarter && quarterEnd(quarter, fiscal(days));
  return [...missing, missingRegistrations(count - there, types, by)];
}

const countedFor = (
  { registrations }: Requires,
  facts: DesignationFacts,
  after: IsoDate | null,
): CountedRegistration[] =>
  facts.registrations.filter(
    ({ type, registeredOn }) =>
      registrations?.types.includes(type) === true && (after === null || registeredOn >= after),
  );

const peopleShort = (
  { people }: Requires,
  { credentials }: DesignationFacts,
  day: IsoDate,
): number =>
  people ? Math.max(0, people.count - holdersOn(credentials, people.credential, day)) : 0;

/** Whether so many were approved by that day; where it is asked for, of one fiscal quarter, whichever. */
function hasRegistrations(
  { registrations }: Requires,
  counted: readonly CountedRegistration[],
  days: ProgramDays,
  day: IsoDate,
): boolean {
  if (!registrations) return true;
  const approved = counted.filter(({ approvedOn }) => approvedOn <= day);
  if (!registrations.sameQuarter) return approved.length >= registrations.count;
  const perQuarter = new Map<string, number>();
  for (const { registeredOn } of approved) {
    const quarter = quarterOf(registeredOn, fiscal(days));
    perQuarter.set(quarter, (perQuarter.get(quarter) ?? 0) + 1);
  }
  return [...perQuarter.values()].some((count) => count >= registrations.count);
}

/** By quarter, also where the books are kept by month. */
const fiscal = ({ fiscalYear: { firstMonth } }: ProgramDays) => ({ firstMonth });
