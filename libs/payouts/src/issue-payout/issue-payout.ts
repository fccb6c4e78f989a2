import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import type { Draft } from '../statement/draft';

export type ApprovedPayout = Extract<Payout, { status: 'approved' }>;

export const statementId = (payoutId: string, { partnerId }: Draft): string =>
  `${payoutId}.${partnerId}`;

/** Copies an approved draft into its account, word for word. Once issued it is not issued again. */
export function issueStatement(
  state: Account,
  { proposal }: ApprovedPayout,
  draft: Draft,
  issuedOn: IsoDate,
): Decision<AccountEvent> {
  const { payoutId, quarter, position, root, total, book } = proposal;
  if (state.payouts.has(payoutId)) {
    return rejected('statement-issued', `"${payoutId}" was issued into this account already`);
  }
  const { accountId, partnerId, pages } = draft;
  return accepted(
    ...pages.map(({ lines, postings }, i): AccountEvent => ({
      type: 'StatementIssued',
      data: {
        accountId,
        partnerId,
        book,
        currency: total.currency,
        statementId: statementId(payoutId, draft),
        payoutId,
        quarter,
        issuedOn,
        position,
        root,
        page: i + 1,
        pages: pages.length,
        lines,
        postings,
      },
    })),
  );
}

export type IssueOutcome =
  | { readonly accountId: string; readonly statementId: string }
  | { readonly accountId: string; readonly reason: string };

/** Says of every account whether its statement was issued. Once said, it stands. */
export function completePayout(
  state: Payout,
  outcomes: readonly IssueOutcome[],
  issuedOn: IsoDate,
): Decision<PayoutEvent> {
  if (state.status === 'issued') return accepted();
  if (state.status !== 'approved') {
    return rejected('payout-not-approved', `Not to be issued: the run is ${state.status}`);
  }
  const issued = outcomes.filter((outcome) => 'statementId' in outcome);
  const leftOut = outcomes.filter((outcome) => 'reason' in outcome);
  return accepted({ type: 'PayoutIssued', data: { issuedOn, issued, leftOut } });
}
