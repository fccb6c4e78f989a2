import { accepted, type Decision } from '@accord/kernel';
import type { Endpoint } from '../endpoint/endpoint';
import type { DisabledCode, EndpointEvent } from '../endpoint/endpoint.events';

/** Given by Accord to itself. An endpoint that is not told anything any more needs no disabling. */
export function disableEndpoint(
  state: Endpoint,
  data: { readonly code: DisabledCode; readonly why: string },
): Decision<EndpointEvent> {
  return state.status === 'active' ? accepted({ type: 'EndpointDisabled', data }) : accepted();
}
