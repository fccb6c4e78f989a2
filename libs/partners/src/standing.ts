import { compareDates, maxDate, plusDays, type IsoDate } from '@accord/kernel';
import type { Effective, Partner } from './partner';
import type { PartnerKind } from './partner.events';

/** What a partner is on one day: all that rules of other contexts may ask about it. */
export type Standing =
  | { readonly enrolled: false }
  | {
      readonly enrolled: true;
      readonly partnerId: string;
      readonly programId: string;
      readonly kind: PartnerKind;
      readonly inGoodStanding: boolean;
      readonly track: string;
      readonly designations: readonly string[];
      readonly territories: readonly string[];
      readonly exhibits: readonly string[];
      /** How many different people hold each credential. */
      readonly credentials: ReadonlyMap<string, number>;
    };

/** @returns the partner's standing on a business date; a credential counts from its completion date to its last day */
export function standingOn(partner: Partner, day: IsoDate): Standing {
  if (partner.status === 'unknown') return { enrolled: false };
  const agreements = partner.agreements.filter(
    ({ signedOn, endedOn }) =>
      compareDates(signedOn, day) <= 0 && (endedOn === null || compareDates(day, endedOn) <= 0),
  );
  return {
    enrolled: true,
    partnerId: partner.partnerId,
    programId: partner.programId,
    kind: partner.kind,
    inGoodStanding: latest(partner.standings ?? [], day) ?? true,
    track: latest(partner.tracks, day) ?? partner.tracks[0]?.value ?? '',
    designations: [...new Set(partner.designations.map(({ value }) => value.name))].filter(
      (name) =>
        latest(
          partner.designations.filter(({ value }) => value.name === name),
          day,
        )?.held === true,
    ),
    territories: [...new Set(agreements.flatMap(({ territories }) => territories))],
    exhibits: [...new Set(agreements.flatMap(({ exhibits }) => exhibits))],
    credentials: holders(
      partner.credentials.filter(
        ({ completedOn, validTo }) => completedOn <= day && (validTo === null || day <= validTo),
      ),
    ),
  };
}

/**
 * @param exhibit that the agreements must cover; any do when absent
 * @returns whether some agreement of the partner is in force on every day from one through another
 */
export function isUnderAgreement(
  partner: Partner,
  {
    from,
    to,
    exhibit,
  }: { readonly from: IsoDate; readonly to: IsoDate; readonly exhibit?: string | undefined },
): boolean {
  if (partner.status === 'unknown') return false;
  const covering = partner.agreements
    .filter(({ exhibits }) => exhibit === undefined || exhibits.includes(exhibit))
    .toSorted((a, b) => compareDates(a.signedOn, b.signedOn));
  let open = from;
  for (const { signedOn, endedOn } of covering) {
    if (compareDates(signedOn, open) > 0) return false;
    if (endedOn === null) return true;
    open = maxDate(open, plusDays(endedOn, 1));
    if (compareDates(open, to) > 0) return true;
  }
  return false;
}

/** The value in force: the one with the latest start up to the day; of two on one day the later recorded. */
function latest<T>(values: readonly Effective<T>[], day: IsoDate): T | undefined {
  const [first, ...rest] = values.filter(({ from }) => compareDates(from, day) <= 0);
  if (!first) return undefined;
  return rest.reduce((best, next) => (compareDates(next.from, best.from) >= 0 ? next : best), first)
    .value;
}

function holders(
  credentials: readonly { readonly personId: string; readonly credential: string }[],
): ReadonlyMap<string, number> {
  const people = new Map<string, Set<string>>();
  for (const { personId, credential } of credentials) {
    people.set(credential, (people.get(credential) ?? new Set()).add(personId));
  }
  return new Map([...people].map(([credential, set]) => [credential, set.size]));
}
