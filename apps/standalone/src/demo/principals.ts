import type { ApiClient } from './api-client';

/** Who takes part in the sample, each with a key of its own. */
export interface Principals {
  readonly crm: ApiClient;
  readonly programs: ApiClient;
  readonly finance: ApiClient;
  readonly approver: ApiClient;
  readonly auditor: ApiClient;
  readonly keys: Readonly<Record<string, string>>;
}

const ROLES = {
  crm: 'sales-system',
  'program-manager': 'program-manager',
  finance: 'finance',
  'finance-approver': 'finance-approver',
  auditor: 'auditor',
} as const;

export async function createPrincipals(admin: ApiClient): Promise<Principals> {
  const keys: Record<string, string> = {};
  const create = async (principalId: keyof typeof ROLES): Promise<ApiClient> => {
    const reply = await admin.must('/v1/principals', { principalId, roles: [ROLES[principalId]] });
    const key = String(reply['apiKey']);
    keys[principalId] = key;
    return admin.as(key);
  };
  return {
    crm: await create('crm'),
    programs: await create('program-manager'),
    finance: await create('finance'),
    approver: await create('finance-approver'),
    auditor: await create('auditor'),
    keys,
  };
}
