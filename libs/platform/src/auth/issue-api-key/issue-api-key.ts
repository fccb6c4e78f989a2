import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Principal } from '../principal';
import type { PrincipalEvent } from '../principal.events';

/** Enough to replace one while it is still in use everywhere. */
export const MAX_KEYS = 10;

/** Another key for a principal: to replace one that is to be revoked, or that was never received. */
export function issueApiKey(
  state: Principal,
  key: { readonly keyId: string; readonly secretHash: string },
): Decision<PrincipalEvent> {
  if (state.status === 'unknown') return rejected('principal-unknown', 'No such principal');
  if (state.keys.size >= MAX_KEYS) {
    return rejected('too-many-keys', `It has ${MAX_KEYS} valid keys; revoke one first`);
  }
  return accepted({ type: 'ApiKeyIssued', data: key });
}
