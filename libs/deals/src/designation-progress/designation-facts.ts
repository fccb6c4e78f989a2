import type { BusinessCalendar, IsoDate } from '@accord/kernel';

/** The program's days: its fiscal year and its own holidays. */
export interface ProgramDays extends BusinessCalendar {
  readonly fiscalYear: { readonly firstMonth: number };
}

/** A credential of a person. */
export interface HeldCredential {
  readonly personId: string;
  readonly credential: string;
  readonly completedOn: IsoDate;
  /** Its last day; null while it has none. */
  readonly validTo: IsoDate | null;
}

/** An approved registration. */
export interface CountedRegistration {
  readonly type: string;
  /** The day to which it belongs. */
  readonly registeredOn: IsoDate;
  /** The day from which on it counts. */
  readonly approvedOn: IsoDate;
}

/** A grant (true) or removal (false) of the designation. */
export interface DesignationChange {
  readonly held: boolean;
  readonly from: IsoDate;
}

/** What is known of a partner that bears on one designation. */
export interface DesignationFacts {
  readonly credentials: readonly HeldCredential[];
  readonly registrations: readonly CountedRegistration[];
  /** In the order recorded. */
  readonly changes: readonly DesignationChange[];
}

/** @returns how many different people hold the credential on that day */
export const holdersOn = (
  credentials: readonly HeldCredential[],
  credential: string,
  day: IsoDate,
): number =>
  new Set(
    credentials
      .filter(
        (one) =>
          one.credential === credential &&
          one.completedOn <= day &&
          (one.validTo === null || day <= one.validTo),
      )
      .map(({ personId }) => personId),
  ).size;

/** @returns the change in force on that day: the latest, of two of one day the later recorded */
export function inForce(
  changes: readonly DesignationChange[],
  day: IsoDate,
): DesignationChange | undefined {
  return changes
    .filter(({ from }) => from <= day)
    .reduce<DesignationChange | undefined>(
      (best, next) => (best && next.from < best.from ? best : next),
      undefined,
    );
}

/**
 * @param days on which something may change, in any order
 * @returns since when it has held without a break through that day; undefined when it does not hold then
 */
export function heldSince(
  days: readonly IsoDate[],
  on: IsoDate,
  holds: (day: IsoDate) => boolean,
): IsoDate | undefined {
  let since: IsoDate | undefined;
  for (const day of [...new Set(days)].filter((one) => one <= on).toSorted()) {
    if (!holds(day)) since = undefined;
    else since ??= day;
  }
  return since;
}
