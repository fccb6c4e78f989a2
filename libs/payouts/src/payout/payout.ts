import type { IsoDate, StreamType } from '@accord/kernel';
import { withPage, type Drafted } from './drafted';
import {
  payoutEvents,
  type AnswerLine,
  type IssueOutcome,
  type PayoutEvent,
} from './payout.events';

type Data<T extends PayoutEvent['type']> = Extract<PayoutEvent, { type: T }>['data'];
export type DraftsRequest = Data<'DraftsRequested'>;
export type Proposal = Data<'PayoutProposed'>;
export type Message = Data<'PaymentsInstructed'>;

/** One run of a book, quarter and kind. The statements themselves stay in the log. */
export type Payout = {
  /** Of the run's stream; -1: nothing happened yet. */
  readonly revision: number;
} & PayoutStage;

type PayoutStage =
  | { readonly status: 'open'; readonly drafted: Drafted | null }
  | {
      readonly status: 'drafting';
      readonly request: DraftsRequest;
      /** Revision of the request. */
      readonly requestedAt: number;
      readonly drafted: Drafted | null;
    }
  | ({ readonly status: 'proposed' } & Proposed)
  | ({ readonly status: 'approved' } & Approved)
  | ({
      readonly status: 'issuing';
      readonly issue: Data<'IssueRequested'>;
      /** Revision of the request. */
      readonly requestedAt: number;
    } & Approved)
  | ({
      readonly status: 'issued';
      readonly issuedOn: IsoDate;
      /** Messages to the bank, in order. */
      readonly messages: readonly Message[];
      /** Files of the bank's answers, by their hash. */
      readonly answers: ReadonlyMap<string, readonly AnswerLine[]>;
    } & Approved);

interface Proposed {
  readonly proposal: Proposal;
  readonly drafted: Drafted | null;
}

interface Approved extends Proposed {
  readonly approval: Data<'PayoutApproved'>;
  /** What became of the first accounts, in the order of the drafts. */
  readonly outcomes: readonly IssueOutcome[];
}

const OPEN = { status: 'open', drafted: null } as const;

export const payout: StreamType<Payout, PayoutEvent> = {
  catalog: payoutEvents,
  initial: { revision: -1, ...OPEN },
  evolve: (before, event) => {
    const revision = before.revision + 1;
    return { ...stageAfter(before, event, revision), revision };
  },
};

function stageAfter(state: Payout, event: PayoutEvent, revision: number): PayoutStage {
  switch (event.type) {
    case 'DraftsRequested':
      return { status: 'drafting', request: event.data, requestedAt: revision, drafted: null };
    case 'DraftsRefused':
    case 'PayoutRejected':
      return OPEN;
    case 'StatementDrafted': {
      const known = 'drafted' in state ? state.drafted : null;
      const drafted = withPage(known, event.data, revision);
      // Once a request drafted by itself and left no word of it.
      return state.status === 'drafting' ? { ...state, drafted } : { status: 'open', drafted };
    }
    case 'PayoutProposed': {
      const known = 'drafted' in state ? state.drafted : null;
      const isOwn = known?.proposalId === event.data.proposalId;
      return { status: 'proposed', proposal: event.data, drafted: isOwn ? known : null };
    }
    case 'PayoutApproved':
      if (state.status !== 'proposed') throw new Error('Approved before it was proposed');
      return { ...state, status: 'approved', approval: event.data, outcomes: [] };
    case 'IssueRequested':
      if (state.status !== 'approved') throw new Error('Issued before it was approved');
      return { ...state, status: 'issuing', issue: event.data, requestedAt: revision };
    case 'PayoutOutcomesRecorded': {
      const approved = approvedIn(state);
      return { ...approved, outcomes: [...approved.outcomes, ...outcomesOf(event.data)] };
    }
    case 'PayoutIssued': {
      const { proposal, drafted, approval, outcomes: told } = approvedIn(state);
      const outcomes = [...told, ...outcomesOf(event.data)];
      const { issuedOn } = event.data;
      const approved = { proposal, drafted, approval, outcomes };
      return { status: 'issued', ...approved, issuedOn, messages: [], answers: new Map() };
    }
    case 'PaymentsInstructed':
      if (state.status !== 'issued') throw new Error('Paid before it was issued');
      return { ...state, messages: [...state.messages, event.data] };
    case 'BankAnswersRecorded': {
      if (state.status !== 'issued') throw new Error('Answered before it was issued');
      const { sha256, lines } = event.data;
      return { ...state, answers: new Map(state.answers).set(sha256, lines) };
    }
  }
}

/** Once a request issued by itself what was approved. */
function approvedIn(state: Payout): Extract<Payout, { status: 'approved' | 'issuing' }> {
  if (state.status === 'approved' || state.status === 'issuing') return state;
  throw new Error('Issued before it was approved');
}

const outcomesOf = ({ issued, leftOut }: Data<'PayoutOutcomesRecorded'>): IssueOutcome[] =>
  [...issued, ...leftOut].toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
