import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ApiClient } from './api-client';

const SAMPLE = resolve(__dirname, '../../samples/gitlab/program.yaml');

/** Publishes the sample program; its rules are in force from before the first test day. */
export const publishProgram = (programs: ApiClient): Promise<unknown> =>
  programs.must('/v1/programs/gitlab/versions', readFileSync(SAMPLE, 'utf8'));

/** Enrols a partner that may register everything in EMEA. */
export async function enrol(programs: ApiClient, partnerId: string, country = 'DE'): Promise<void> {
  await programs.must('/v1/partners', {
    partnerId,
    programId: 'gitlab',
    name: `Partner ${partnerId}`,
    kind: 'reseller',
    country,
    track: 'Select',
  });
  await programs.must(`/v1/partners/${partnerId}/agreements`, {
    agreementId: `agreement-${partnerId}`,
    territories: ['EMEA'],
    exhibits: ['resale', 'referral', 'services'],
    signedOn: '2026-01-05',
  });
  await programs.must(`/v1/partners/${partnerId}/credentials`, {
    personId: `person-${partnerId}`,
    credential: 'sales-accreditation',
    completedOn: '2026-01-12',
  });
}

/** The body of a registration; `customer` and what else matters come from the test. */
export const registration = (partnerId: string, ref: string, more: object): object => ({
  partnerId,
  programId: 'gitlab',
  dealType: 'resale',
  customer: { name: 'Nordwind Energie GmbH', country: 'DE' },
  opportunity: { source: 'crm', ref: 'OPP-1' },
  amount: '10000.00',
  currency: 'USD',
  productFamily: 'Premium',
  territory: 'EMEA',
  origin: { source: 'portal', ref },
  ...more,
});
