import { accepted, rejected, type Decision, type Rejection } from '@accord/kernel';
import { isNext } from '../payout/drafted';
import type { DraftsRequest, Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import type { Draft } from '../statement/draft';
import type { ProposalSum } from './proposal-sum';

type DraftedPage = Extract<PayoutEvent, { type: 'StatementDrafted' }>;

/** Asks for what a closed quarter has earned to be drafted. */
export function requestDrafts(state: Payout, data: DraftsRequest): Decision<PayoutEvent> {
  if (state.status === 'open') return accepted({ type: 'DraftsRequested', data });
  return rejected(
    'payout-not-open',
    `This run is ${state.status}; there is one per quarter and kind`,
  );
}

/** A draft as it is written beside the run, page by page. */
export const draftedPages = ({ pages, ...of }: Draft, proposalId: string): readonly DraftedPage[] =>
  pages.map((content, i) => ({
    type: 'StatementDrafted',
    data: { ...of, ...content, proposalId, page: i + 1, pages: pages.length },
  }));

/** Writes pages of drafts beside the run, each after the one before. */
export function recordDrafts(
  state: Payout,
  proposalId: string,
  pages: readonly DraftedPage[],
): Decision<PayoutEvent> {
  if (!isDrafting(state, proposalId)) return notDrafting(state);
  const [first] = pages;
  if (first && state.drafted ? !isNext(state.drafted, first.data) : first?.data.page !== 1) {
    return rejected('drafted-meanwhile', 'Somebody else drafts this run; read on where it stands');
  }
  return accepted(...pages);
}

/** Puts everything that was drafted under one root, for somebody else to approve. */
export function proposePayout(
  state: Payout,
  proposalId: string,
  sum: ProposalSum,
): Decision<PayoutEvent> {
  if (!isDrafting(state, proposalId)) return notDrafting(state);
  if (sum.statements === 0) return accepted(refusal(proposalId, nothingToPay));
  const { drafted, request } = state;
  if (drafted?.statements !== sum.statements) {
    return rejected('drafted-meanwhile', 'Other statements are drafted than were added up');
  }
  return accepted(proposed(request, sum));
}

export const nothingToPay: Rejection = {
  code: 'nothing-to-pay',
  message: 'There is nothing that a statement would have to say',
};

/** Says why nothing is proposed; the run is open again. */
export const refuseDrafts = (
  state: Payout,
  proposalId: string,
  why: Rejection,
): Decision<PayoutEvent> =>
  isDrafting(state, proposalId) ? accepted(refusal(proposalId, why)) : notDrafting(state);

const refusal = (proposalId: string, { code, message }: Rejection): PayoutEvent => ({
  type: 'DraftsRefused',
  data: { proposalId, code, message },
});

export const proposed = (
  { requestedBy, currency: _currency, terms: _terms, frozen: _frozen, ...request }: DraftsRequest,
  sum: ProposalSum,
): PayoutEvent => ({
  type: 'PayoutProposed',
  data: {
    ...request,
    statements: sum.statements,
    lines: sum.lines,
    total: sum.total,
    root: sum.root(request),
    proposedBy: requestedBy,
  },
});

const isDrafting = (
  state: Payout,
  proposalId: string,
): state is Extract<Payout, { status: 'drafting' }> =>
  state.status === 'drafting' && state.request.proposalId === proposalId;

const notDrafting = ({ status }: Payout): Decision<never> =>
  rejected('payout-not-drafting', `Nothing of this request is to be drafted: the run is ${status}`);
