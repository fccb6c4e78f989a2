import type { StreamType } from '@accord/kernel';
import type { Draft, DraftPage } from '../statement/draft';
import { payoutEvents, type PayoutEvent } from './payout.events';

type Data<T extends PayoutEvent['type']> = Extract<PayoutEvent, { type: T }>['data'];
export type Proposal = Data<'PayoutProposed'>;

/** Statements that are being drafted, by account. */
export interface Drafting {
  readonly proposalId: string;
  readonly drafts: ReadonlyMap<string, Draft>;
}

/** One run of a book, quarter and kind. */
export type Payout =
  | { readonly status: 'open'; readonly drafting: Drafting | null }
  | {
      readonly status: 'proposed';
      readonly proposal: Proposal;
      readonly drafts: readonly Draft[];
    }
  | {
      readonly status: 'approved';
      readonly proposal: Proposal;
      readonly drafts: readonly Draft[];
      readonly approval: Data<'PayoutApproved'>;
    }
  | {
      readonly status: 'issued';
      readonly proposal: Proposal;
      readonly drafts: readonly Draft[];
      readonly approval: Data<'PayoutApproved'>;
      readonly issue: Data<'PayoutIssued'>;
    };

export const payout: StreamType<Payout, PayoutEvent> = {
  catalog: payoutEvents,
  initial: { status: 'open', drafting: null },
  evolve(state, event) {
    switch (event.type) {
      case 'StatementDrafted':
        return { status: 'open', drafting: withPage(state, event.data) };
      case 'PayoutProposed':
        return {
          status: 'proposed',
          proposal: event.data,
          drafts: draftsOf(state, event.data.proposalId),
        };
      case 'PayoutApproved':
        if (state.status !== 'proposed') throw new Error('Approved before it was proposed');
        return { ...state, status: 'approved', approval: event.data };
      case 'PayoutRejected':
        return { status: 'open', drafting: null };
      case 'PayoutIssued':
        if (state.status !== 'approved') throw new Error('Issued before it was approved');
        return { ...state, status: 'issued', issue: event.data };
    }
  },
};

/** The first page of an account begins its draft anew. */
function withPage(state: Payout, data: Data<'StatementDrafted'>): Drafting {
  const { proposalId, accountId, partnerId, accountRevision, page, lines, postings } = data;
  const before = state.status === 'open' ? state.drafting : null;
  const drafts = new Map(before?.proposalId === proposalId ? before.drafts : []);
  const earlier: readonly DraftPage[] = page === 1 ? [] : (drafts.get(accountId)?.pages ?? []);
  const pages = [...earlier, { lines, postings }];
  drafts.set(accountId, { accountId, partnerId, accountRevision, pages });
  return { proposalId, drafts };
}

/** @returns the drafts that belong to a proposal, ordered by account */
export function draftsOf(state: Payout, proposalId: string): Draft[] {
  if (state.status !== 'open' || state.drafting?.proposalId !== proposalId) return [];
  return [...state.drafting.drafts.values()].toSorted((a, b) =>
    a.accountId < b.accountId ? -1 : 1,
  );
}
