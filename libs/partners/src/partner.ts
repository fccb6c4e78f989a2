import type { IsoDate, StreamType } from '@accord/kernel';
import { partnerEvents, type PartnerEvent, type PartnerKind, type TaxForm } from './partner.events';

export interface Agreement {
  readonly agreementId: string;
  readonly territories: readonly string[];
  readonly exhibits: readonly string[];
  readonly signedOn: IsoDate;
  /** Its last day; null while it has none. */
  readonly endedOn: IsoDate | null;
}

/** A value that holds from a date on, until the next one of its kind. */
export interface Effective<T> {
  readonly value: T;
  readonly from: IsoDate;
}

export interface Credential {
  readonly personId: string;
  readonly credential: string;
  readonly completedOn: IsoDate;
  /** Its last day; null while it has none. */
  readonly validTo: IsoDate | null;
}

export interface EnrolledPartner {
  readonly status: 'enrolled';
  readonly partnerId: string;
  readonly programId: string;
  readonly kind: PartnerKind;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly agreements: readonly Agreement[];
  readonly tracks: readonly Effective<string>[];
  /** Each grant (true) and removal (false), in the order recorded. */
  readonly designations: readonly Effective<{ readonly name: string; readonly held: boolean }>[];
  readonly credentials: readonly Credential[];
  /** Whether it is in good standing, in the order recorded; absent: nobody has doubted it. */
  readonly standings?: readonly Effective<boolean>[];
  /** In the order recorded; absent: none. */
  readonly taxForms?: readonly TaxForm[];
}

/** The credentials with one more; what is recorded of one person, credential and day last counts. */
export const withCredential = (
  credentials: readonly Credential[],
  { personId, credential, completedOn, validTo }: Credential,
): Credential[] => [
  ...credentials.filter(
    (one) =>
      one.personId !== personId || one.credential !== credential || one.completedOn !== completedOn,
  ),
  { personId, credential, completedOn, validTo },
];

export type Partner = { readonly status: 'unknown' } | EnrolledPartner;

export const partner: StreamType<Partner, PartnerEvent> = {
  catalog: partnerEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'PartnerEnrolled') {
      const { partnerId, programId, kind, country, track, enrolledOn } = event.data;
      return {
        status: 'enrolled',
        partnerId,
        programId,
        kind,
        country,
        agreements: [],
        tracks: [{ value: track, from: enrolledOn }],
        designations: [],
        credentials: [],
      };
    }
    return state.status === 'unknown' ? state : evolveEnrolled(state, event);
  },
};

function evolveEnrolled(
  state: EnrolledPartner,
  event: Exclude<PartnerEvent, { type: 'PartnerEnrolled' }>,
): Partner {
  switch (event.type) {
    case 'AgreementSigned':
      return { ...state, agreements: [...state.agreements, { ...event.data, endedOn: null }] };
    case 'AgreementEnded': {
      const { agreementId, endedOn } = event.data;
      const agreements = state.agreements.map((one) =>
        one.agreementId === agreementId ? { ...one, endedOn } : one,
      );
      return { ...state, agreements };
    }
    case 'TrackSet': {
      const { track, effectiveFrom } = event.data;
      return { ...state, tracks: [...state.tracks, { value: track, from: effectiveFrom }] };
    }
    case 'DesignationGranted':
    case 'DesignationRemoved': {
      const { designation: name, effectiveFrom: from } = event.data;
      const held = event.type === 'DesignationGranted';
      return { ...state, designations: [...state.designations, { value: { name, held }, from }] };
    }
    case 'StandingSet': {
      const { good: value, effectiveFrom: from } = event.data;
      return { ...state, standings: [...(state.standings ?? []), { value, from }] };
    }
    case 'CredentialRecorded':
      return { ...state, credentials: withCredential(state.credentials, event.data) };
    case 'TaxFormRecorded':
      return { ...state, taxForms: [...(state.taxForms ?? []), event.data] };
  }
}
