import { Inject, Injectable } from '@nestjs/common';
import pMap from 'p-map';
import { uuidFrom, type Envelope, type IsoDate } from '@accord/kernel';
import type { CommandOptions, Streams } from '@accord/event-store';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { draftsIn, type PlacedDraft } from '../payout/drafted';
import type { Payout, Proposal } from '../payout/payout';
import type { IssueOutcome, PayoutEvent } from '../payout/payout.events';
import { requestOf } from '../payout/request-of';
import { ACCOUNTS, PAYOUTS } from '../payouts.token';
import type { Draft } from '../statement/draft';
import { OUTCOMES_PER_EVENT, issuePage, recordOutcomes, statementId } from './issue-payout';

/** Accounts that are written to at the same time. */
const AT_ONCE = { concurrency: 16 };

type Approved = Extract<Payout, { status: 'approved' }>;
type Issuing = Extract<Payout, { status: 'issuing' }>;

/**
 * Copies each approved draft into its account. Dying in between loses nothing: the pages that were
 * written are recognised by their command ids, and the others follow.
 */
@Injectable()
export class IssueStatementsWork {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
  ) {}

  /** Goes on behind the last account that has a recorded outcome. Ends early when the signal says so. */
  async work(state: Issuing, signal: AbortSignal): Promise<void> {
    const { proposal, outcomes, issue } = state;
    const { payoutId, statements } = proposal;
    const envelope = await requestOf(this.payouts, payoutId, state.requestedAt);
    const drafts = this.drafts(state);
    let told = 0;
    while (told < outcomes.length && !(await drafts.next()).done) told += 1;
    while (told < statements && !signal.aborted) {
      const some = await pMap(
        atMost(OUTCOMES_PER_EVENT, drafts),
        ({ draft }) => this.issue(proposal, draft, issue.issuedOn, envelope),
        AT_ONCE,
      );
      if (some.length === 0) throw new Error(`"${payoutId}" has ${told} of ${statements} drafts`);
      await this.record(state, told, some, envelope);
      told += some.length;
    }
    await drafts.return();
  }

  /** What would become of every account now; nothing is written. */
  tried(state: Approved, issuedOn: IsoDate, envelope: Envelope): Promise<IssueOutcome[]> {
    const { proposal } = state;
    return pMap(
      this.drafts(state),
      ({ draft }) => this.issue(proposal, draft, issuedOn, envelope, { dryRun: true }),
      AT_ONCE,
    );
  }

  private drafts({ drafted, proposal }: Approved | Issuing) {
    const events = this.payouts.eachEvent(proposal.payoutId, drafted?.from);
    return draftsIn(events, proposal.proposalId);
  }

  /** Under ids of the run, not of the request: whoever resumes gives the same commands. */
  private async issue(
    proposal: Proposal,
    draft: Draft,
    issuedOn: IsoDate,
    envelope: Envelope,
    options: CommandOptions = {},
  ): Promise<IssueOutcome> {
    const { payoutId, root } = proposal;
    const { accountId } = draft;
    // What the first page would meet, the others would.
    const pages = options.dryRun ? 1 : draft.pages.length;
    for (let page = 1; page <= pages; page++) {
      const commandId = uuidFrom('issue', payoutId, root, accountId, String(page));
      const outcome = await this.accounts.transact(
        accountId,
        { ...envelope, commandId, commandHash: root },
        (state) => issuePage(state, { proposal }, draft, page, issuedOn),
        options,
      );
      if (outcome.kind !== 'rejected') continue;
      const { rejections } = outcome;
      if (rejections.some(({ code }) => code === 'statement-issued')) break;
      return { accountId, reason: rejections.map(({ message }) => message).join('; ') };
    }
    return { accountId, statementId: statementId(payoutId, draft) };
  }

  private async record(
    { proposal: { payoutId, root } }: Issuing,
    told: number,
    outcomes: readonly IssueOutcome[],
    envelope: Envelope,
  ): Promise<void> {
    const commandId = uuidFrom('outcomes', payoutId, root, String(told));
    const outcome = await this.payouts.transact(
      payoutId,
      { ...envelope, commandId, commandHash: root },
      (state) => recordOutcomes(state, told, outcomes),
    );
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}

/** The next of them, and leaves the others to whoever comes next. */
async function* atMost(
  count: number,
  drafts: AsyncIterator<PlacedDraft, void, undefined>,
): AsyncGenerator<PlacedDraft, void, undefined> {
  for (let i = 0; i < count; i++) {
    const { done, value } = await drafts.next();
    if (done || !value) return;
    yield value;
  }
}
