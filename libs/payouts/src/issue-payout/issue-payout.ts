import {
  accepted,
  canonicalJson,
  rejected,
  rejectedFor,
  type Decision,
  type IsoDate,
  type Rejection,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { Payout, Proposal } from '../payout/payout';
import type { IssueOutcome, PayoutEvent } from '../payout/payout.events';
import type { Person } from '../payout/person-of';
import { postedPages, type Draft, type DraftScope } from '../statement/draft';
import { isOwnLine } from '../statement/own-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import { accrueStatement } from './accrue-statement';

type Unfinished = Pick<NonNullable<Account['unfinished']>, 'payoutId'>;

/** What a statement is issued under. */
export interface ApprovedPayout {
  readonly proposal: Proposal;
}

/** Accounts that one event of a run tells of; the store takes events up to 1 MiB. */
export const OUTCOMES_PER_EVENT = 200;

export const statementId = (payoutId: string, { partnerId }: Draft): string =>
  `${payoutId}.${partnerId}`;

/**
 * Whether the statement would be drafted the same now: nothing but payments and the bank's answers
 * came since, and these left it as it was. What a payment has paid is not taken from what is payable.
 */
function isUpToDate(
  state: Account,
  { accountRevision, terms = USUAL_TERMS, pages }: Draft,
  scope: Omit<DraftScope, 'terms'>,
): boolean {
  if (state.movedAt > accountRevision) return false;
  // Nothing at all came since.
  if (state.revision === accountRevision) return true;
  const parts = pages.map(({ lines }) => lines.filter((line) => !isOwnLine(line)));
  // What is accrued is brought to what the pages need; they stay as they were approved.
  const isAccrued = pages.some(({ drawn }) => drawn);
  const now = postedPages(parts, state, { ...scope, terms, isAccrued });
  return canonicalJson(now) === canonicalJson(pages);
}

/**
 * Copies a page of an approved draft into its account, word for word. Once issued it is not issued
 * again, and while pages are missing nothing else is issued into the account. Just before it, what is
 * accrued is brought to what the page takes out of it.
 * @param page 1 to the number of the draft's pages, in order
 */
export function issuePage(
  state: Account,
  { proposal }: ApprovedPayout,
  draft: Draft,
  page: number,
  today: IsoDate,
): Decision<AccountEvent> {
  const { payoutId, quarter, position, root, total, book } = proposal;
  if (state.payouts.has(payoutId)) {
    return rejected('statement-issued', `"${payoutId}" was issued into this account already`);
  }
  const { unfinished } = state;
  const next = unfinished?.payoutId === payoutId ? unfinished.page + 1 : 1;
  if (unfinished && unfinished.payoutId !== payoutId) return unfinishedStatement(unfinished);
  const { accountId, partnerId, pages } = draft;
  const content = pages[page - 1];
  if (page !== next || !content) {
    return rejected('page-out-of-order', `Page ${next} of ${pages.length} is next, not ${page}`);
  }
  if (page === 1 && !isUpToDate(state, draft, { book, currency: total.currency })) {
    const message = `What the statement rests on changed since revision ${draft.accountRevision}`;
    return rejected('account-moved', message);
  }
  const payee = { accountId, partnerId, book, currency: total.currency };
  const of = { statementId: statementId(payoutId, draft), page, position };
  const issuedOn = unfinished?.issuedOn ?? today;
  return accepted(...accrueStatement(state, { ...payee, ...of, estimatedOn: issuedOn }, content), {
    type: 'StatementIssued',
    data: {
      ...payee,
      statementId: of.statementId,
      payoutId,
      quarter,
      issuedOn,
      position,
      root,
      page,
      pages: pages.length,
      lines: content.lines,
      postings: content.postings,
      ...(content.drawn && { drawn: content.drawn }),
    },
  });
}

export const unfinishedStatement = (of: Unfinished): Decision<never> =>
  rejectedFor([unfinishedRejection(of)]);

export const unfinishedRejection = ({ payoutId }: Unfinished): Rejection => ({
  code: 'statement-unfinished',
  message: `The statement of "${payoutId}" is issued in part; it is finished first`,
});

/** Asks for what was approved to be written into the accounts. Asked again, it changes nothing. */
export function requestIssue(state: Payout, by: Person, issuedOn: IsoDate): Decision<PayoutEvent> {
  if (state.status === 'issuing' || state.status === 'issued') return accepted();
  if (state.status !== 'approved') {
    return rejected('payout-not-approved', `Not to be issued: the run is ${state.status}`);
  }
  const { root } = state.proposal;
  return accepted({ type: 'IssueRequested', data: { root, issuedOn, requestedBy: by } });
}

/**
 * Says of every account whether its statement was issued. Once said, it stands.
 * @param told accounts that were told of before
 * @param outcomes of those that come next, in the order of the drafts; with the last of all of them the
 *   run is issued
 */
export function recordOutcomes(
  state: Payout,
  told: number,
  outcomes: readonly IssueOutcome[],
): Decision<PayoutEvent> {
  if (state.status === 'issued') return accepted();
  if (state.status !== 'issuing') {
    return rejected('payout-not-issuing', `Not to be issued: the run is ${state.status}`);
  }
  // Somebody else has told of them.
  if (state.outcomes.length !== told) return accepted();
  if (told + outcomes.length < state.proposal.statements) {
    return accepted({ type: 'PayoutOutcomesRecorded', data: parted(outcomes) });
  }
  return accepted(issued(state.issue.issuedOn, outcomes));
}

/** Tells of the last accounts of a run. */
export const issued = (issuedOn: IsoDate, outcomes: readonly IssueOutcome[]): PayoutEvent => ({
  type: 'PayoutIssued',
  data: { issuedOn, ...parted(outcomes) },
});

const parted = (outcomes: readonly IssueOutcome[]) => ({
  issued: outcomes.filter((outcome) => 'statementId' in outcome),
  leftOut: outcomes.filter((outcome) => 'reason' in outcome),
});
