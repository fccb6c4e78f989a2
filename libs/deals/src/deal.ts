import type { IsoDate, StreamType } from '@accord/kernel';
import { dealEvents, type AmendmentChanges, type DealEvent } from './deal.events';
import type { Review } from './review/review';

type Facts<T extends DealEvent['type']> = Extract<DealEvent, { type: T }>['data'];

/** What a registration says, with what was amended and who has it now. */
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
      /** Criteria that have a score. */
      readonly assessed?: readonly string[];
    }
  | {
      readonly status: 'approved' | 'expired' | 'won';
      readonly registration: Registration;
      readonly approval: Approval;
      /** How many standard extensions there were. */
      readonly extensions: number;
      /** The partner has asked for an extension, and nobody has decided. */
      readonly extensionAsked?: true;
      /** The way that led to the approval; absent where the program routes no such registrations. */
      readonly review?: Review;
      /** A change that waits for its approval. */
      readonly proposed?: AmendmentChanges;
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
  const { silenceLapsed = false, outranked, review, assessed } = waiting ?? {};
  const reviewed = {
    registration,
    silenceLapsed,
    ...(review && { review }),
    ...(assessed && { assessed }),
  };
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
    case 'DealAssessed': {
      const scored = event.data.scores.map(({ criterion }) => criterion);
      return waiting ? { ...waiting, assessed: [...(assessed ?? []), ...scored] } : state;
    }
    case 'DealAmended': {
      const { changes, restarts } = event.data;
      const { proposed: _proposed, ...rest } = { proposed: undefined, ...state };
      const again = restarts && review && { review: { ...review, passed: 0, askedBy: null } };
      return { ...rest, registration: { ...registration, ...changes }, ...again };
    }
    case 'DealAmendmentProposed':
      return 'approval' in state ? { ...state, proposed: event.data.changes } : state;
    case 'DealAmendmentDenied': {
      const { proposed: _proposed, ...rest } = { proposed: undefined, ...state };
      return rest;
    }
    case 'DealReassigned': {
      const { partnerId, contactId } = event.data;
      const { contactId: _contact, ...said } = registration;
      const now = { ...said, partnerId, ...(contactId !== null && { contactId }) };
      return { ...state, registration: now };
    }
    case 'DealPartnerContacted':
    case 'DealExpiryWarned':
      return state;
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
      return {
        status: 'approved',
        registration,
        approval,
        extensions: 0,
        ...(review && { review }),
      };
    }
    case 'DealDenied':
      return { status: 'denied', ...open };
    case 'DealDiscountReduced':
      return state;
    case 'DealSilenceLapsed': {
      if (state.status !== 'pending') return state;
      const escalatedTo = event.data.escalatedTo ?? null;
      const raised = review && { review: { ...review, escalatedTo } };
      return { ...state, silenceLapsed: true, ...raised };
    }
    case 'DealExtended': {
      if (!('approval' in state)) return state;
      const approval = { ...state.approval, expiresOn: event.data.expiresOn };
      const more = event.data.kind === 'operations' ? 0 : 1;
      const { extensionAsked: _asked, ...rest } = state;
      return { ...rest, status: 'approved', approval, extensions: state.extensions + more };
    }
    case 'DealExtensionRequested':
      return 'approval' in state ? { ...state, extensionAsked: true } : state;
    case 'DealExtensionDenied': {
      if (!('approval' in state)) return state;
      const { extensionAsked: _asked, ...rest } = state;
      return rest;
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
