import type { StreamType } from '@accord/kernel';
import { openingEvents, type OpeningEvent } from './opening.events';

export type OpeningProposal = Extract<OpeningEvent, { type: 'OpeningProposed' }>['data'];
type Confirmation = Extract<OpeningEvent, { type: 'OpeningConfirmed' }>['data'];

/** The balances with which a running business begins here. */
export type Opening =
  | { readonly status: 'unknown' }
  | { readonly status: 'proposed'; readonly proposal: OpeningProposal }
  | {
      readonly status: 'confirmed';
      readonly proposal: OpeningProposal;
      readonly confirmation: Confirmation;
    };

export const opening: StreamType<Opening, OpeningEvent> = {
  catalog: openingEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    switch (event.type) {
      case 'OpeningProposed':
        return { status: 'proposed', proposal: event.data };
      case 'OpeningConfirmed':
        if (state.status !== 'proposed') throw new Error('Confirmed before it was proposed');
        return { ...state, status: 'confirmed', confirmation: event.data };
    }
  },
};
