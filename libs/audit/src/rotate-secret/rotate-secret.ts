import { accepted, type Decision } from '@accord/kernel';
import type { Endpoint } from '../endpoint/endpoint';
import type { EndpointEvent } from '../endpoint/endpoint.events';
import { gone } from '../pause-endpoint/pause-endpoint';

/** The new secret signs at once, the one before beside it for a day. */
export function rotateSecret(
  state: Endpoint,
  { secretId }: { readonly secretId: string },
): Decision<EndpointEvent> {
  if (state.status === 'unknown' || state.status === 'removed') return gone;
  const previousSecretId = state.secretId;
  return accepted({ type: 'EndpointSecretRotated', data: { secretId, previousSecretId } });
}
