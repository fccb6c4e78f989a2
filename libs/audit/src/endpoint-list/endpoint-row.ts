import type { Recorded } from '@accord/kernel';
import type { DisabledCode, EndpointEvent } from '../endpoint/endpoint.events';

/** An endpoint as lists show it and as the worker tells it. Removed ones are not there. */
export interface EndpointRow {
  readonly endpoint_id: string;
  readonly principal_id: string;
  readonly url: string;
  readonly types: readonly string[] | null;
  readonly status: 'active' | 'paused' | 'disabled';
  readonly disabled: { readonly code: DisabledCode; readonly why: string } | null;
  readonly secret_id: string;
  readonly previous_secret_id: string | null;
  /** When the secret was last rotated. */
  readonly rotated_at: string | null;
  readonly start_after: string;
  /** Of the event that said from where to tell. */
  readonly start_revision: number;
  readonly registered_at: string;
  /** Failures before do not count against it. */
  readonly active_since: string;
  readonly revision: number;
}

export function foldEndpoint(
  row: EndpointRow | undefined,
  event: Recorded<EndpointEvent>,
): EndpointRow | null {
  const { revision, recordedAt } = event;
  if (event.type === 'EndpointRegistered') {
    const { endpointId, principalId, url, types, secretId, after } = event.data;
    return {
      endpoint_id: endpointId,
      principal_id: principalId,
      url,
      types,
      status: 'active',
      disabled: null,
      secret_id: secretId,
      previous_secret_id: null,
      rotated_at: null,
      start_after: after,
      start_revision: revision,
      registered_at: recordedAt,
      active_since: recordedAt,
      revision,
    };
  }
  if (!row) return null;
  switch (event.type) {
    case 'EndpointSecretRotated': {
      const { secretId, previousSecretId } = event.data;
      const secrets = { secret_id: secretId, previous_secret_id: previousSecretId };
      return { ...row, ...secrets, rotated_at: recordedAt, revision };
    }
    case 'EndpointPaused':
      return { ...row, status: 'paused', disabled: null, revision };
    case 'EndpointResumed':
      return { ...row, status: 'active', disabled: null, active_since: recordedAt, revision };
    case 'EndpointDisabled':
      return { ...row, status: 'disabled', disabled: event.data, revision };
    case 'EndpointRewound':
      return {
        ...row,
        start_after: event.data.after,
        start_revision: revision,
        active_since: recordedAt,
        revision,
      };
    case 'EndpointRemoved':
      return null;
  }
}
