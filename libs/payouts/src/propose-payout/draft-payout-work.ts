import { Inject, Injectable } from '@nestjs/common';
import { uuidFrom, type Decision, type Envelope } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { draftsIn } from '../payout/drafted';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { requestOf } from '../payout/request-of';
import { PAYOUTS } from '../payouts.token';
import { cutPages } from '../statement/cut-pages';
import type { Draft } from '../statement/draft';
import { DraftStatements, StatementUnfinished } from './draft-statements.query';
import { ProposalSum } from './proposal-sum';
import { draftedPages, proposePayout, recordDrafts, refuseDrafts } from './propose-payout';

/** Drafts that are written together, as far as one append takes them. */
const WRITTEN_AT_ONCE = 16;

type Drafting = Extract<Payout, { status: 'drafting' }>;

/** What one call works on. */
interface Run {
  readonly state: Drafting;
  readonly envelope: Envelope;
  readonly sum: ProposalSum;
}

/**
 * Drafts what was asked for, account by account, and proposes it. Dying in between loses nothing: what
 * is drafted is read and added up again, and the rest follows.
 */
@Injectable()
export class DraftPayoutWork {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    private readonly statements: DraftStatements,
  ) {}

  /** Ends early when the signal says so. */
  async work(state: Drafting, signal: AbortSignal): Promise<void> {
    const { payoutId, proposalId, currency } = state.request;
    const envelope = await requestOf(this.payouts, payoutId, state.requestedAt);
    const run = { state, envelope, sum: new ProposalSum(currency) };
    const after = await this.addUp(run);
    try {
      let some: Draft[] = [];
      for await (const draft of this.statements.each(state.request, after)) {
        if (signal.aborted) return;
        some.push(draft);
        if (some.length < WRITTEN_AT_ONCE) continue;
        await this.keep(run, some);
        some = [];
      }
      await this.keep(run, some);
    } catch (error) {
      if (!(error instanceof StatementUnfinished)) throw error;
      return this.append(run, ['refuse'], (now) => refuseDrafts(now, proposalId, error.rejection));
    }
    await this.append(run, ['propose'], (now) => proposePayout(now, proposalId, run.sum));
  }

  /** What was drafted before. @returns the payee of the last statement of it */
  private async addUp({ state: { drafted, request }, sum }: Run): Promise<string> {
    let last = '';
    if (!drafted) return last;
    const events = this.payouts.eachEvent(request.payoutId, drafted.from);
    for await (const { draft } of draftsIn(events, request.proposalId)) {
      sum.add(draft);
      last = draft.partnerId;
    }
    return last;
  }

  private async keep(run: Run, drafts: readonly Draft[]): Promise<void> {
    const { proposalId } = run.state.request;
    const hashes = drafts.map((draft) => run.sum.add(draft));
    const pages = drafts.flatMap((draft) => draftedPages(draft, proposalId));
    for (const [i, some] of cutPages(pages).entries()) {
      await this.append(run, [...hashes, String(i)], (now) => recordDrafts(now, proposalId, some));
    }
  }

  /** The same step is the same command, whoever resumes. */
  private async append(
    { state: { request }, envelope }: Run,
    step: readonly string[],
    decide: (state: Payout) => Decision<PayoutEvent>,
  ): Promise<void> {
    const commandId = uuidFrom('draft', request.proposalId, ...step);
    const command = { ...envelope, commandId, commandHash: request.proposalId };
    const outcome = await this.payouts.transact(request.payoutId, command, decide);
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}
