import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Whereabouts } from '@accord/platform';
import type { Endpoint } from '../endpoint/endpoint';
import type { EndpointEvent } from '../endpoint/endpoint.events';

export type RegisterEndpoint = Extract<EndpointEvent, { type: 'EndpointRegistered' }>['data'];

/** Of one principal; removed ones do not count. */
export const MAX_ENDPOINTS = 20;

export const noSuchPosition = rejected(
  'position-unknown',
  'No event has this position; take one from an event, or "0"',
  'after',
);

export interface RegisterEndpointFacts {
  /** Endpoints that the principal has, as far as is known. */
  readonly others: number;
  /** Whether the log has a record at the position after which to tell. */
  readonly isPosition: boolean;
  /** Where the host of the URL lies, as far as the URL alone tells. */
  readonly host: Whereabouts;
}

/**
 * An endpoint is told every event after a position that its principal may see. What a name leads to
 * is looked at again with each delivery; an address that is written out is refused at once.
 */
export function registerEndpoint(
  state: Endpoint,
  command: RegisterEndpoint,
  { others, isPosition, host }: RegisterEndpointFacts,
): Decision<EndpointEvent> {
  if (state.status !== 'unknown') return rejected('endpoint-exists', 'It is registered already');
  if (others >= MAX_ENDPOINTS) {
    return rejected('too-many-endpoints', `A principal has at most ${MAX_ENDPOINTS} endpoints`);
  }
  if (!isPosition) return noSuchPosition;
  if (host === 'inside') {
    return rejected('address-not-allowed', 'The address is not a public one', 'url');
  }
  if (!command.url.startsWith('https:') && host !== 'opened') {
    return rejected('https-required', 'Events travel over https only', 'url');
  }
  return accepted({ type: 'EndpointRegistered', data: command });
}
