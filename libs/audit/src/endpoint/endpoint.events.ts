import { eventCatalog } from '@accord/kernel';

/** Storage contracts: add, never rename. Secrets lie in the vault; the log knows their ids. */
export type EndpointEvent =
  | {
      readonly type: 'EndpointRegistered';
      readonly data: {
        readonly endpointId: string;
        /** Whose endpoint it is: it is told what this principal may see. */
        readonly principalId: string;
        readonly url: string;
        /** Types of the events that it wants; null: all. */
        readonly types: readonly string[] | null;
        readonly secretId: string;
        /** Log position after which events are told. */
        readonly after: string;
      };
    }
  | {
      /** Both secrets sign for a while, so that the receiver can change over. */
      readonly type: 'EndpointSecretRotated';
      readonly data: { readonly secretId: string; readonly previousSecretId: string };
    }
  | { readonly type: 'EndpointPaused'; readonly data: Record<never, never> }
  | { readonly type: 'EndpointResumed'; readonly data: Record<never, never> }
  | {
      /** Accord gave up on it. */
      readonly type: 'EndpointDisabled';
      readonly data: { readonly code: DisabledCode; readonly why: string };
    }
  | {
      /** Everything after the position is told again. */
      readonly type: 'EndpointRewound';
      readonly data: { readonly after: string };
    }
  | { readonly type: 'EndpointRemoved'; readonly data: Record<never, never> };

/** It failed for too long, answered 410 Gone, or its principal has no valid API key any more. */
export type DisabledCode = 'failing' | 'gone' | 'principal-closed';

export const endpointEvents = eventCatalog<EndpointEvent>('endpoint', {
  EndpointRegistered: { version: 1 },
  EndpointSecretRotated: { version: 1 },
  EndpointPaused: { version: 1 },
  EndpointResumed: { version: 1 },
  EndpointDisabled: { version: 1 },
  EndpointRewound: { version: 1 },
  EndpointRemoved: { version: 1 },
});
