import { keyedView } from '@accord/read-store';
import { endpointEvents, type EndpointEvent } from '../endpoint/endpoint.events';
import { foldEndpoint, type EndpointRow } from './endpoint-row';

export const endpointsProjection = keyedView<EndpointRow, EndpointEvent>({
  name: 'endpoints',
  version: 1,
  table: 'endpoints',
  columns: {
    endpoint_id: 'text not null collate "C"',
    principal_id: 'text not null',
    url: 'text not null',
    types: 'jsonb',
    status: 'text not null',
    disabled: 'jsonb',
    secret_id: 'text not null',
    previous_secret_id: 'text',
    rotated_at: 'text',
    start_after: 'text not null',
    start_revision: 'integer not null',
    registered_at: 'text not null',
    active_since: 'text not null',
    revision: 'integer not null',
  },
  key: ['endpoint_id'],
  indexes: [['principal_id']],
  events: [endpointEvents],
  keysOf: (event) => [[event.stream.slice('endpoint-'.length)]],
  fold: foldEndpoint,
});
