import { accepted, type Decision } from '@accord/kernel';
import type { Endpoint } from '../endpoint/endpoint';
import type { EndpointEvent } from '../endpoint/endpoint.events';
import { noSuchPosition } from '../register-endpoint/register-endpoint';
import { gone } from '../pause-endpoint/pause-endpoint';

/**
 * Tells everything after a position again. The receiver knows what it has by the event's id.
 * @param isPosition whether the log has a record there
 */
export function replayEndpoint(
  state: Endpoint,
  { after }: { readonly after: string },
  isPosition: boolean,
): Decision<EndpointEvent> {
  if (state.status === 'unknown' || state.status === 'removed') return gone;
  if (!isPosition) return noSuchPosition;
  return accepted({ type: 'EndpointRewound', data: { after } });
}
