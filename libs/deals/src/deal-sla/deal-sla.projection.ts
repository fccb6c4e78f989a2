import { keyedView } from '@accord/read-store';
import { dealEvents, type DealEvent } from '../deal.events';
import { foldSla, type SlaRow } from './sla-row';

export const dealSlaProjection = keyedView<SlaRow, DealEvent>({
  name: 'deal_sla',
  version: 3,
  table: 'deal_sla',
  columns: {
    deal_id: 'text not null collate "C"',
    program_id: 'text not null',
    position: 'bigint not null',
    partner_id: 'text not null',
    waiting_on: 'text',
    since: 'date not null',
    vendor_days: 'integer not null',
    partner_days: 'integer not null',
    step: 'text',
    steps: 'jsonb not null',
    decision_due_on: 'date',
    decision_due_at: 'text',
    contact_due_on: 'date',
    contact_due_at: 'text',
    contacted_on: 'date',
    expires_on: 'date',
    warned_days_left: 'integer',
  },
  key: ['deal_id'],
  indexes: [['position'], ['waiting_on', 'position'], ['partner_id', 'position']],
  events: [dealEvents],
  keysOf: (event) => [[event.stream.slice('deal-'.length)]],
  fold: foldSla,
});
