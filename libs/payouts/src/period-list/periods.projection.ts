import { keyedView } from '@accord/read-store';
import { periodEvents, type PeriodEvent } from '../period/period.events';
import { foldPeriod, placeOf, type PeriodRow } from './period-row';

export const periodsProjection = keyedView<PeriodRow, PeriodEvent>({
  name: 'periods',
  version: 1,
  table: 'periods',
  columns: {
    book: 'text not null collate "C"',
    quarter: 'text not null collate "C"',
    status: 'text not null',
    requested_by: 'jsonb',
    frozen: 'jsonb',
    refusal: 'jsonb',
    facts_through: 'text',
    closed_on: 'text',
    lines: 'integer',
    hash: 'text',
  },
  key: ['book', 'quarter'],
  events: [periodEvents],
  keysOf: (event) => [placeOf(event)],
  fold: foldPeriod,
});
