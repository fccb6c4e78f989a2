import type { StreamType } from '@accord/kernel';
import { endpointEvents, type EndpointEvent } from './endpoint.events';

export type Endpoint =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'active' | 'paused' | 'disabled' | 'removed';
      readonly principalId: string;
      readonly secretId: string;
    };

export const endpoint: StreamType<Endpoint, EndpointEvent> = {
  catalog: endpointEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'EndpointRegistered') {
      const { principalId, secretId } = event.data;
      return { status: 'active', principalId, secretId };
    }
    if (state.status === 'unknown') return state;
    switch (event.type) {
      case 'EndpointSecretRotated':
        return { ...state, secretId: event.data.secretId };
      case 'EndpointPaused':
        return { ...state, status: 'paused' };
      case 'EndpointResumed':
        return { ...state, status: 'active' };
      case 'EndpointDisabled':
        return { ...state, status: 'disabled' };
      case 'EndpointRewound':
        return state;
      case 'EndpointRemoved':
        return { ...state, status: 'removed' };
    }
  },
};
