import { accepted, rejected, type Decision, type Role } from '@accord/kernel';
import type { Principal } from '../principal';
import type { PrincipalEvent } from '../principal.events';

export interface CreatePrincipal {
  readonly principalId: string;
  readonly roles: readonly Role[];
  readonly partnerId: string | null;
  readonly keyId: string;
  readonly secretHash: string;
}

/** A principal and its first API key. A partner's principal is bound to one partner and does nothing else. */
export function createPrincipal(
  state: Principal,
  command: CreatePrincipal,
): Decision<PrincipalEvent> {
  const { principalId, roles, partnerId, keyId, secretHash } = command;
  if (state.status === 'known') {
    return rejected('principal-exists', `A principal named "${principalId}" exists`, 'principalId');
  }
  if (roles.includes('system')) {
    return rejected('role-reserved', 'The role "system" belongs to Accord itself', 'roles');
  }
  if (roles.includes('partner') !== (partnerId !== null)) {
    return rejected('partner-scope', 'The role "partner" and a partnerId go together', 'partnerId');
  }
  if (roles.includes('partner') && roles.length > 1) {
    return rejected('partner-scope', 'The role "partner" cannot be combined with others', 'roles');
  }
  return accepted(
    { type: 'PrincipalCreated', data: { principalId, roles, partnerId } },
    { type: 'ApiKeyIssued', data: { keyId, secretHash } },
  );
}
