import { keyedView } from '@accord/read-store';
import { partnerEvents, type PartnerEvent } from '../partner.events';
import { foldPartner, type PartnerRow } from './partner-row';

export const partnerListProjection = keyedView<PartnerRow, PartnerEvent>({
  name: 'partners',
  version: 2,
  table: 'partners',
  columns: {
    partner_id: 'text not null collate "C"',
    program_id: 'text not null',
    name: 'text not null',
    kind: 'text not null',
    country: 'text not null',
    track: 'text not null',
    good_standing: 'boolean not null',
    designations: 'jsonb not null',
    agreements: 'jsonb not null',
    territories: 'jsonb not null',
    exhibits: 'jsonb not null',
  },
  key: ['partner_id'],
  events: [partnerEvents],
  keysOf: (event) => [[event.stream.slice('partner-'.length)]],
  fold: foldPartner,
});
