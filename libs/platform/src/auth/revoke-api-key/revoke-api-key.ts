import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Principal } from '../principal';
import type { PrincipalEvent } from '../principal.events';

/** A revoked key opens nothing any more; revoking it again changes nothing. */
export function revokeApiKey(
  state: Principal,
  { keyId }: { readonly keyId: string },
): Decision<PrincipalEvent> {
  if (state.status === 'unknown') return rejected('principal-unknown', 'No such principal');
  return state.keys.has(keyId) ? accepted({ type: 'ApiKeyRevoked', data: { keyId } }) : accepted();
}
