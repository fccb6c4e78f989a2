import type { ApiClient } from './api-client';
import { documentOf, type Vendor } from './sample-rules';

interface Enrolled {
  readonly territories: readonly string[];
  readonly track: string;
  readonly exhibit: string;
}

/** How a partner of each sample program looks that may register everything. */
const PARTNERS: Record<Vendor, Enrolled> = {
  gitlab: { territories: ['EMEA', 'USPubSec', 'LATAM'], track: 'Select', exhibit: 'resale' },
  hubspot: { territories: ['Worldwide'], track: 'Solutions', exhibit: 'solutions' },
  neuvector: { territories: ['NA', 'EMEA'], track: 'Partner', exhibit: 'resale' },
  gumdrop: { territories: ['US'], track: 'Reseller', exhibit: 'resale' },
  cirrus: { territories: ['US', 'EU'], track: 'Partner', exhibit: 'resale' },
  checkpoint: { territories: ['Worldwide'], track: 'Partner', exhibit: 'resale' },
};

const DEALS: Record<Vendor, object> = {
  gitlab: { dealType: 'resale', territory: 'EMEA' },
  hubspot: { dealType: 'lead', territory: 'Worldwide' },
  neuvector: { dealType: 'deal', territory: 'NA' },
  gumdrop: { dealType: 'resale', territory: 'US', units: 100 },
  cirrus: { dealType: 'deal', territory: 'US' },
  checkpoint: { dealType: 'deal', territory: 'Worldwide' },
};

/** Publishes a sample vendor's program. */
export const publish = (programs: ApiClient, vendor: Vendor): Promise<unknown> =>
  programs.must(`/v1/programs/${vendor}/versions`, documentOf(vendor));

/** Enrols a partner that may register in a sample vendor's program. */
export async function enrolIn(
  programs: ApiClient,
  vendor: Vendor,
  partnerId: string,
  more: { readonly kind?: string; readonly track?: string; readonly programId?: string } = {},
): Promise<void> {
  const { territories, track, exhibit } = PARTNERS[vendor];
  await programs.must('/v1/partners', {
    partnerId,
    programId: vendor,
    name: `Partner ${partnerId}`,
    kind: 'reseller',
    country: 'US',
    track,
    ...more,
  });
  await programs.must(`/v1/partners/${partnerId}/agreements`, {
    agreementId: `agreement-${partnerId}`,
    territories,
    exhibits: [exhibit, 'referral'],
    signedOn: '2026-01-05',
  });
  await programs.must(`/v1/partners/${partnerId}/credentials`, {
    personId: `person-${partnerId}`,
    credential: 'sales-accreditation',
    completedOn: '2026-01-12',
  });
}

/** The body of a registration in a sample vendor's program. */
export const registrationIn = (
  vendor: Vendor,
  partnerId: string,
  ref: string,
  more: object,
): object => ({
  partnerId,
  programId: vendor,
  customer: { name: 'Nordwind Energie GmbH', country: 'DE', domain: 'nordwind.example' },
  amount: '10000.00',
  currency: 'USD',
  productFamily: 'Premium',
  origin: { source: vendor, ref },
  ...DEALS[vendor],
  ...more,
});
