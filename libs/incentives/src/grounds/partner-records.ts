import type { IsoDate, Recorded } from '@accord/kernel';
import type { PartnerEvent } from '@accord/partners';
import type { Eligibility, IncentiveRule } from '@accord/programs';
import type { EarningLine } from '../earning-line';

export type PartnerRecord = Recorded<PartnerEvent>;

export const isEnrolment = ({ type }: PartnerRecord): boolean => type === 'PartnerEnrolled';

/** An enrolment is on a track as well. */
export const isTrack = ({ type }: PartnerRecord): boolean =>
  type === 'TrackSet' || type === 'PartnerEnrolled';

export const isDesignation =
  (name: string) =>
  ({ type, data }: PartnerRecord): boolean =>
    (type === 'DesignationGranted' || type === 'DesignationRemoved') && data.designation === name;

/** @returns the one with the latest start up to the day; of two on one day the later recorded */
export function inForce(events: readonly PartnerRecord[], day: IsoDate): PartnerRecord[] {
  const begun = events.filter((event) => startOf(event) <= day);
  const last = begun.reduce<PartnerRecord | undefined>(
    (best, event) => (best && startOf(event) < startOf(best) ? best : event),
    undefined,
  );
  return last ? [last] : [];
}

function startOf({ type, data }: PartnerRecord): IsoDate {
  switch (type) {
    case 'PartnerEnrolled':
      return data.enrolledOn;
    case 'TrackSet':
    case 'DesignationGranted':
    case 'DesignationRemoved':
    case 'StandingSet':
      return data.effectiveFrom;
    case 'AgreementSigned':
      return data.signedOn;
    case 'AgreementEnded':
      return data.endedOn;
    case 'CredentialRecorded':
      return data.completedOn;
    case 'TaxFormRecorded':
      return data.receivedOn;
  }
}

/** What a rule asks of agreements. */
interface Covers {
  readonly exhibit?: string | undefined;
  /** One may cover a part of a territory, and another one the rest. */
  readonly territories?: readonly string[];
  /** Whatever it covers. */
  readonly isAny?: boolean;
}

/** Agreements on what the rule asks for, and their ends, by the day. */
export function agreements(
  own: readonly PartnerRecord[],
  { exhibit, territories = [], isAny = false }: Covers,
  day: IsoDate,
): PartnerRecord[] {
  const signed = own.filter(
    ({ type, data }) =>
      type === 'AgreementSigned' &&
      data.signedOn <= day &&
      (isAny ||
        (exhibit !== undefined && data.exhibits.includes(exhibit)) ||
        data.territories.some((one) => territories.includes(one))),
  );
  const ids = signed.flatMap(({ type, data }) =>
    type === 'AgreementSigned' ? [data.agreementId] : [],
  );
  const ended = own.filter(
    ({ type, data }) =>
      type === 'AgreementEnded' && data.endedOn < day && ids.includes(data.agreementId),
  );
  return [...signed, ...ended];
}

export const isCredential =
  ({ credential }: Eligibility, day: IsoDate) =>
  ({ type, data }: PartnerRecord): boolean =>
    type === 'CredentialRecorded' &&
    data.credential === credential?.credential &&
    data.completedOn <= day;

export const isTaxForm =
  (rule: IncentiveRule, line: EarningLine) =>
  ({ type, data }: PartnerRecord): boolean =>
    rule.kind === 'formula' &&
    type === 'TaxFormRecorded' &&
    data.personId === (line.personId ?? null) &&
    (rule.taxForm?.forms.some((form) => form === data.form) ?? false);
