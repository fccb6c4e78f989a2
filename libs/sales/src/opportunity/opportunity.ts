import type { IsoDate, StreamType } from '@accord/kernel';
import {
  opportunityEvents,
  type OpportunityEvent,
  type OpportunityFacts,
} from './opportunity.events';

/** An opportunity as the sales system last reported it. */
export type Opportunity =
  | { readonly status: 'unreported' }
  | {
      readonly status: 'open' | 'won' | 'lost';
      readonly source: string;
      readonly ref: string;
      readonly facts: OpportunityFacts;
      readonly closedOn: IsoDate | null;
    };

export const opportunity: StreamType<Opportunity, OpportunityEvent> = {
  catalog: opportunityEvents,
  initial: { status: 'unreported' },
  evolve(state, event) {
    if (event.type === 'OpportunityReported') {
      const { source, ref, reportedOn: _on, ...facts } = event.data;
      return state.status === 'unreported'
        ? { status: 'open', source, ref, facts, closedOn: null }
        : { ...state, facts };
    }
    if (state.status === 'unreported') return state;
    switch (event.type) {
      case 'OpportunityClosed':
        return { ...state, status: event.data.result, closedOn: event.data.closedOn };
      case 'OpportunityReopened':
        return { ...state, status: 'open', closedOn: null };
    }
  },
};

/**
 * The id of the opportunity's stream.
 * @param source without a dot, so that no two opportunities share one
 */
export const opportunityId = ({ source, ref }: { source: string; ref: string }): string =>
  `${source}.${ref}`;
