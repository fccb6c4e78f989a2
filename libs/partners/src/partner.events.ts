import { eventCatalog, type IsoDate } from '@accord/kernel';

export const PARTNER_KINDS = [
  'reseller',
  'distributor',
  'services',
  'technology',
  'hyperscaler',
  'referral',
] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** That a payee's tax form is there. */
export interface TaxForm {
  /** Opaque id of the person whose form it is; null: the partner's own. */
  readonly personId: string | null;
  /** For example "W-9" or "W-8BEN". */
  readonly form: string;
  readonly receivedOn: IsoDate;
  /** Its last day; null while it has none. */
  readonly validTo: IsoDate | null;
}

/** No credential ended. */
const withoutEnd = (data: object): object => ({ ...data, validTo: null });

/** Storage contracts: add, never rename. */
export type PartnerEvent =
  | {
      readonly type: 'PartnerEnrolled';
      readonly data: {
        readonly partnerId: string;
        readonly programId: string;
        /** Name of the company. People are named by opaque ids only. */
        readonly name: string;
        readonly kind: PartnerKind;
        /** ISO 3166-1 alpha-2. */
        readonly country: string;
        readonly track: string;
        readonly enrolledOn: IsoDate;
      };
    }
  | {
      readonly type: 'AgreementSigned';
      readonly data: {
        readonly agreementId: string;
        readonly territories: readonly string[];
        /** Which kinds of business the agreement covers, for example "resale" or "referral". */
        readonly exhibits: readonly string[];
        readonly signedOn: IsoDate;
      };
    }
  | {
      /** The agreement holds no more from the day after on. */
      readonly type: 'AgreementEnded';
      readonly data: {
        readonly partnerId: string;
        readonly agreementId: string;
        readonly endedOn: IsoDate;
      };
    }
  | {
      readonly type: 'TrackSet';
      readonly data: { readonly track: string; readonly effectiveFrom: IsoDate };
    }
  | {
      readonly type: 'DesignationGranted';
      readonly data: { readonly designation: string; readonly effectiveFrom: IsoDate };
    }
  | {
      readonly type: 'DesignationRemoved';
      readonly data: { readonly designation: string; readonly effectiveFrom: IsoDate };
    }
  | {
      /** From a date on the partner is in good standing, or no longer. Until the first one it is. */
      readonly type: 'StandingSet';
      readonly data: { readonly good: boolean; readonly effectiveFrom: IsoDate };
    }
  | {
      readonly type: 'CredentialRecorded';
      readonly data: {
        /** Opaque; name and e-mail of the person lie in the vault under this id. */
        readonly personId: string;
        readonly credential: string;
        readonly completedOn: IsoDate;
        /** Its last day; null while it has none. */
        readonly validTo: IsoDate | null;
      };
    }
  | {
      /** A tax form has come; nothing of what stands on it enters the log. */
      readonly type: 'TaxFormRecorded';
      readonly data: TaxForm;
    };

export const partnerEvents = eventCatalog<PartnerEvent>('partner', {
  PartnerEnrolled: { version: 1 },
  AgreementSigned: { version: 1 },
  AgreementEnded: { version: 1 },
  TrackSet: { version: 1 },
  DesignationGranted: { version: 1 },
  DesignationRemoved: { version: 1 },
  StandingSet: { version: 1 },
  CredentialRecorded: { version: 2, upcasts: { 1: withoutEnd } },
  TaxFormRecorded: { version: 1 },
});
