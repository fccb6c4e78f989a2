import type { Role, StreamType } from '@accord/kernel';
import { principalEvents, type PrincipalEvent } from './principal.events';

export type Principal =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'known';
      readonly id: string;
      readonly roles: readonly Role[];
      readonly partnerId: string | null;
      /** Hash of each valid key's secret by key id. */
      readonly keys: ReadonlyMap<string, string>;
      readonly revoked: ReadonlySet<string>;
    };

export const principal: StreamType<Principal, PrincipalEvent> = {
  catalog: principalEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'PrincipalCreated') {
      const { principalId, roles, partnerId } = event.data;
      const none = { keys: new Map(), revoked: new Set<string>() };
      return { status: 'known', id: principalId, roles, partnerId, ...none };
    }
    if (state.status === 'unknown') return state;
    switch (event.type) {
      case 'ApiKeyIssued':
        return { ...state, keys: new Map(state.keys).set(event.data.keyId, event.data.secretHash) };
      case 'ApiKeyRevoked': {
        const keys = new Map(state.keys);
        keys.delete(event.data.keyId);
        return { ...state, keys, revoked: new Set(state.revoked).add(event.data.keyId) };
      }
    }
  },
};
