import { keyedView } from '@accord/read-store';
import { estimateEvents, type EstimateEvent } from '../estimate/estimate.events';
import { foldEstimate, type EstimateRow } from './estimate-row';

export const estimatesProjection = keyedView<EstimateRow, EstimateEvent>({
  name: 'estimates',
  version: 1,
  table: 'estimates',
  columns: {
    estimate_id: 'text not null collate "C"',
    book: 'text not null collate "C"',
    status: 'text not null',
    request: 'jsonb not null',
    requested_at: 'integer not null',
    facts_through: 'text',
    accounts: 'integer not null',
    targets: 'jsonb',
  },
  key: ['estimate_id'],
  events: [estimateEvents],
  keysOf: (event) => [[event.data.estimateId]],
  fold: foldEstimate,
});
