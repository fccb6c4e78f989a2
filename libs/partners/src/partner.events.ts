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
      readonly type: 'CredentialRecorded';
      readonly data: {
        /** Opaque; name and e-mail of the person lie in the vault under this id. */
        readonly personId: string;
        readonly credential: string;
        readonly completedOn: IsoDate;
      };
    };

export const partnerEvents = eventCatalog<PartnerEvent>('partner', {
  PartnerEnrolled: { version: 1 },
  AgreementSigned: { version: 1 },
  TrackSet: { version: 1 },
  DesignationGranted: { version: 1 },
  DesignationRemoved: { version: 1 },
  CredentialRecorded: { version: 1 },
});
