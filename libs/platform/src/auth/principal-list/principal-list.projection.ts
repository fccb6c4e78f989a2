import { keyedView } from '@accord/read-store';
import { principalEvents, type PrincipalEvent } from '../principal.events';
import { foldPrincipal, type PrincipalRow } from './principal-row';

export const principalListProjection = keyedView<PrincipalRow, PrincipalEvent>({
  name: 'principals',
  version: 1,
  table: 'principals',
  columns: {
    principal_id: 'text not null collate "C"',
    roles: 'jsonb not null',
    partner_id: 'text',
    key_ids: 'jsonb not null',
  },
  key: ['principal_id'],
  events: [principalEvents],
  keysOf: (event) => [[event.stream.slice('principal-'.length)]],
  fold: foldPrincipal,
});
