import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Endpoint } from '../endpoint/endpoint';
import type { EndpointEvent } from '../endpoint/endpoint.events';

export const gone = rejected('endpoint-unknown', 'No such endpoint');

/** Nothing is told for as long as it is paused, and nothing is lost: resumed, it goes on from there. */
export function pauseEndpoint(state: Endpoint): Decision<EndpointEvent> {
  switch (state.status) {
    case 'unknown':
    case 'removed':
      return gone;
    case 'paused':
      return accepted();
    case 'active':
    case 'disabled':
      return accepted({ type: 'EndpointPaused', data: {} });
  }
}

/** Goes on from where telling had come to, also after Accord had given up. */
export function resumeEndpoint(state: Endpoint): Decision<EndpointEvent> {
  switch (state.status) {
    case 'unknown':
    case 'removed':
      return gone;
    case 'active':
      return accepted();
    case 'paused':
    case 'disabled':
      return accepted({ type: 'EndpointResumed', data: {} });
  }
}

/** For good; its secrets go with it. */
export function removeEndpoint(state: Endpoint): Decision<EndpointEvent> {
  if (state.status === 'unknown') return gone;
  if (state.status === 'removed') return accepted();
  return accepted({ type: 'EndpointRemoved', data: {} });
}
