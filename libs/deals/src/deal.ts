import type { IsoDate, StreamType } from '@accord/kernel';
import { dealEvents, type DealEvent } from './deal.events';

type Facts<T extends DealEvent['type']> = Extract<DealEvent, { type: T }>['data'];

/** What a registration said; it stays as it was. */
export type Registration = Facts<'DealRegistered'>;

export interface Approval {
  readonly customerId: string | null;
  readonly grantId: string | null;
  readonly approvedOn: IsoDate;
  readonly expiresOn: IsoDate;
}

export type Deal =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'pending' | 'returned' | 'denied' | 'withdrawn' | 'lost';
      readonly registration: Registration;
      /** Silence has had its say: it did not approve, and is not asked again. */
      readonly silenceLapsed: boolean;
    }
  | {
      readonly status: 'approved' | 'expired' | 'won';
      readonly registration: Registration;
      readonly approval: Approval;
      /** How many standard extensions there were. */
      readonly extensions: number;
    };

export const deal: StreamType<Deal, DealEvent> = {
  catalog: dealEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'DealRegistered') {
      return { status: 'pending', registration: event.data, silenceLapsed: false };
    }
    return state.status === 'unknown' ? state : evolveKnown(state, event);
  },
};

type Known = Exclude<Deal, { status: 'unknown' }>;

function evolveKnown(state: Known, event: Exclude<DealEvent, { type: 'DealRegistered' }>): Deal {
  const { registration } = state;
  const silenceLapsed = 'silenceLapsed' in state && state.silenceLapsed;
  switch (event.type) {
    case 'DealReturned':
      return { status: 'returned', registration, silenceLapsed };
    case 'DealInformationProvided':
      return { status: 'pending', registration, silenceLapsed };
    case 'DealApproved': {
      const { customerId, grantId, approvedOn, expiresOn } = event.data;
      const approval = { customerId, grantId, approvedOn, expiresOn };
      return { status: 'approved', registration, approval, extensions: 0 };
    }
    case 'DealDenied':
      return { status: 'denied', registration, silenceLapsed };
    case 'DealSilenceLapsed':
      return state.status === 'pending' ? { ...state, silenceLapsed: true } : state;
    case 'DealExtended': {
      if (!('approval' in state)) return state;
      const approval = { ...state.approval, expiresOn: event.data.expiresOn };
      return { status: 'approved', registration, approval, extensions: state.extensions + 1 };
    }
    case 'DealWithdrawn':
      return { status: 'withdrawn', registration, silenceLapsed };
    case 'DealExpired':
      return 'approval' in state ? { ...state, status: 'expired' } : state;
    case 'DealWon':
      return 'approval' in state ? { ...state, status: 'won' } : state;
    case 'DealLost':
      return { status: 'lost', registration, silenceLapsed };
  }
}
