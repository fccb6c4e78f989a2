import { keyedView } from '@accord/read-store';
import { opportunityEvents, type OpportunityEvent } from '../opportunity/opportunity.events';
import { foldOpportunity, type OpportunityRow } from './opportunity-row';

/** The stream's id is `<source>.<ref>`, and no source holds a dot. */
const nameOf = (stream: string): string => stream.slice('opportunity-'.length).replace('.', '/');

export const opportunityListProjection = keyedView<OpportunityRow, OpportunityEvent>({
  name: 'opportunities',
  version: 2,
  table: 'opportunities',
  columns: {
    opportunity: 'text not null collate "C"',
    position: 'bigint not null',
    stage: 'text not null',
    status: 'text not null',
    last_activity_on: 'date',
    owner: 'text',
    renewal: 'text not null',
    customer: 'text not null',
    account: 'text',
    initial_source: 'text',
    reported_on: 'date not null',
    closed_on: 'date',
    revision: 'bigint not null',
  },
  key: ['opportunity'],
  indexes: [['position'], ['account']],
  events: [opportunityEvents],
  keysOf: (event) => [[nameOf(event.stream)]],
  fold: foldOpportunity,
});
