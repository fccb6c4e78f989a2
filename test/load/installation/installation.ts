import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ApiClient } from '../../support/api-client';
import { startChild, type Child } from '../../../apps/standalone/src/child';
import type { Bench } from '../harness/suite';
import type { Stores } from './stores';

/** A running API with one program and one partner that may register everything. */
export interface Installation {
  readonly api: Child;
  readonly admin: ApiClient;
  readonly crm: ApiClient;
  readonly programs: ApiClient;
  readonly partnerId: string;
  readonly programId: string;
}

/** Starts one process of Accord. @param entry compiled file, from the distribution's root */
export async function startProcess(
  bench: Bench,
  { environment }: Stores,
  name: string,
  entry: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Child> {
  bench.progress(`starting ${name}`);
  const child = await startChild({
    name,
    entry: join(bench.distribution, entry),
    environment: { ...environment, ...more },
    logs: bench.directory,
  });
  bench.atEnd(() => child.stop());
  return child;
}

/** Starts the API, and gives this run a program, a partner and callers of its own. */
export async function installation(bench: Bench, stores: Stores): Promise<Installation> {
  const api = await startProcess(bench, stores, 'api', 'apps/api/src/main.js');
  const { details } = api;
  const adminKey = details['adminKey'] ?? process.env['ACCORD_ADMIN_KEY'];
  if (typeof adminKey !== 'string') {
    throw new Error(
      'the log that EVENTSTORE_URL names is an installation already: set ACCORD_ADMIN_KEY to the key of ' +
        'its admin, or measure on a log of its own',
    );
  }
  const admin = new ApiClient(String(details['url']), adminKey);
  const [programId, partnerId] = [`bench${bench.run}`, `partner-${bench.run}`];
  const programs = await principal(admin, `manager-${bench.run}`, 'program-manager');
  await programs.must(`/v1/programs/${programId}/versions`, programDocument(bench, programId));
  await enrol(programs, programId, partnerId);
  const crm = await principal(admin, `crm-${bench.run}`, 'sales-system');
  return { api, admin, crm, programs, partnerId, programId };
}

/** A caller with one role. */
export async function principal(
  admin: ApiClient,
  principalId: string,
  role: string,
): Promise<ApiClient> {
  const { apiKey } = await admin.must('/v1/principals', { principalId, roles: [role] });
  return admin.as(String(apiKey));
}

/** The sample program under a name of this run's. */
export const programDocument = ({ distribution }: Bench, programId: string): string =>
  readFileSync(resolve(distribution, '../samples/gitlab/program.yaml'), 'utf8').replace(
    /^program: .*$/m,
    `program: ${programId}`,
  );

async function enrol(programs: ApiClient, programId: string, partnerId: string): Promise<void> {
  await programs.must('/v1/partners', {
    partnerId,
    programId,
    name: 'Partner of the benchmark',
    kind: 'reseller',
    country: 'DE',
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
