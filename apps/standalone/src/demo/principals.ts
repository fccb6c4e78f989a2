import { Session, accordClient, answered, type AccordClient } from '@accord/client';

/** Who takes part in the sample, each with a key of its own. */
export interface Principals {
  readonly admin: AccordClient;
  readonly crm: AccordClient;
  readonly programs: AccordClient;
  readonly finance: AccordClient;
  readonly approver: AccordClient;
  readonly auditor: AccordClient;
  readonly keys: Readonly<Record<string, string>>;
}

const ROLES = {
  crm: 'sales-system',
  'program-manager': 'program-manager',
  finance: 'finance',
  'finance-approver': 'finance-approver',
  auditor: 'auditor',
} as const;

/** @param url of the API; @param adminKey of its first admin */
export async function createPrincipals(url: string, adminKey: string): Promise<Principals> {
  const session = new Session();
  const admin = accordClient(url, adminKey, session);
  const keys: Record<string, string> = {};
  const create = async (principalId: keyof typeof ROLES): Promise<AccordClient> => {
    const body = { principalId, roles: [ROLES[principalId]] };
    const { apiKey } = await answered(admin.POST('/v1/principals', { body }));
    if (apiKey === null) throw new Error(`"${principalId}" was there before the demo`);
    keys[principalId] = apiKey;
    return accordClient(url, apiKey, session);
  };
  return {
    admin,
    crm: await create('crm'),
    programs: await create('program-manager'),
    finance: await create('finance'),
    approver: await create('finance-approver'),
    auditor: await create('auditor'),
    keys,
  };
}
