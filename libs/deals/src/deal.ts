import type { IsoDate, StreamType } from '@accord/kernel';
import { dealEvents, type DealEvent } from './deal.events';
import type { Review } from './review/review';

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
      readonly status: 'pending' | 'returned' | 'denied' | 'broken' | 'withdrawn' | 'lost';
      readonly registration: Registration;
      /** Silence has had its say: it did not approve, and is not asked again. */
      readonly silenceLapsed: boolean;
      /** Another registration holds what this one asks for; what its partner gets instead. */
      readonly outranked?: Pick<Facts<'DealOutranked'>, 'grantId' | 'outcome' | 'until'>;
      /** Absent where the program routes no such registrations: any program manager decides. */
      readonly review?: Review;
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
  const waiting = 'silenceLapsed' in state ? state : undefined;
  const { silenceLapsed = false, outranked, review } = waiting ?? {};
  const reviewed = { registration, silenceLapsed, ...(review && { review }) };
  const open = { ...reviewed, ...(outranked && { outranked }) };
  switch (event.type) {
    case 'DealRouted': {
      const { route, steps, customer } = event.data;
      const start = { route, steps, customer, passed: 0, askedBy: null, escalatedTo: null };
      return { ...open, status: 'pending', review: start };
    }
    case 'DealStepApproved': {
      const next = review && { review: { ...review, passed: review.passed + 1, askedBy: null } };
      const lapsed = event.data.silenceOn ? false : silenceLapsed;
      return { ...open, status: 'pending', silenceLapsed: lapsed, ...next };
    }
    case 'DealReturned': {
      const askedBy = event.data.approver ?? null;
      return { ...open, status: 'returned', ...(review && { review: { ...review, askedBy } }) };
    }
    case 'DealInformationProvided':
      return { ...open, status: 'pending' };
    case 'DealOutranked': {
      if (state.status !== 'pending' && state.status !== 'returned') return state;
      const { grantId, outcome, until } = event.data;
      return { ...state, outranked: { grantId, outcome, until } };
    }
    case 'DealTurnCame': {
      if (state.status !== 'pending' && state.status !== 'returned') return state;
      return { status: state.status, ...reviewed };
    }
    case 'DealApproved': {
      const { customerId, grantId, approvedOn, expiresOn } = event.data;
      const approval = { customerId, grantId, approvedOn, expiresOn };
      return { status: 'approved', registration, approval, extensions: 0 };
    }
    case 'DealDenied':
      return { status: 'denied', ...open };
    case 'DealSilenceLapsed': {
      if (state.status !== 'pending') return state;
      const escalatedTo = event.data.escalatedTo ?? null;
      const raised = review && { review: { ...review, escalatedTo } };
      return { ...state, silenceLapsed: true, ...raised };
    }
    case 'DealExtended': {
      if (!('approval' in state)) return state;
      const approval = { ...state.approval, expiresOn: event.data.expiresOn };
      return { status: 'approved', registration, approval, extensions: state.extensions + 1 };
    }
    case 'DealProtectionBroken':
      return { status: 'broken', ...reviewed };
    case 'DealWithdrawn':
      return { status: 'withdrawn', ...reviewed };
    case 'DealExpired':
      return 'approval' in state ? { ...state, status: 'expired' } : state;
    case 'DealWon':
      return 'approval' in state ? { ...state, status: 'won' } : state;
    case 'DealLost':
      return { status: 'lost', ...open };
  }
}
