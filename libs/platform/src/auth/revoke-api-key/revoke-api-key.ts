import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Principal } from '../principal';
import type { PrincipalEvent } from '../principal.events';

/** A revoked key opens nothing any more; revoking it again changes nothing. */
export function revokeApiKey(
  state: Principal,
  { keyId }: { readonly keyId: string },
): Decision<PrincipalEvent> {
  if (state.status === 'unknown') return rejected('principal-unknown', 'No such principal');
  if (state.revoked.has(keyId)) return accepted();
  // Whoever mistypes an id must not believe that the key is closed.
  if (!state.keys.has(keyId)) return rejected('key-unknown', 'The principal has no such key');
  return accepted({ type: 'ApiKeyRevoked', data: { keyId } });
}
