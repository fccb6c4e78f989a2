import { partnerEvents, type PartnerEvent } from '@accord/partners';
import { keyedView } from '@accord/read-store';
import { foldStandings, type StandingsRow } from './standings-row';

export const standingsProjection = keyedView<StandingsRow, PartnerEvent>({
  name: 'designation_standings',
  version: 1,
  table: 'designation_standings',
  columns: {
    partner_id: 'text not null collate "C"',
    program_id: 'text not null',
    credentials: 'jsonb not null',
    changes: 'jsonb not null',
  },
  key: ['partner_id'],
  events: [partnerEvents],
  keysOf: (event) => [[event.stream.slice('partner-'.length)]],
  fold: foldStandings,
});
