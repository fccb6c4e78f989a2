import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { uuidFrom } from '@accord/kernel';
import { RevisionMismatch, type Outcome, type Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { ACCOUNTS, PAYOUTS } from '../payouts.token';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import type { Draft } from '../statement/draft';
import {
  completePayout,
  issueStatement,
  statementId,
  type ApprovedPayout,
  type IssueOutcome,
} from './issue-payout';

export class IssuePayoutCommand extends Command<Outcome<Payout, PayoutEvent>> {
  constructor(
    readonly payoutId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * Copies each approved draft into its account. Dying in between loses nothing: the statements that
 * were written are recognised by their command ids, and the others follow.
 */
@CommandHandler(IssuePayoutCommand)
export class IssuePayoutHandler implements ICommandHandler<IssuePayoutCommand> {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
  ) {}

  async execute({ payoutId, context }: IssuePayoutCommand): Promise<Outcome<Payout, PayoutEvent>> {
    const { envelope, options, today } = context;
    const { state } = await this.payouts.look(payoutId, { fresh: true });
    const outcomes: IssueOutcome[] = [];
    if (state.status === 'approved' && !options.dryRun) {
      for (const draft of state.drafts) outcomes.push(await this.issue(state, draft, context));
    }
    return this.payouts.transact(
      payoutId,
      envelope,
      (current) => completePayout(current, outcomes, today),
      options,
    );
  }

  /** Under an id of the run, not of the request: whoever resumes gives the same command. */
  private async issue(
    payout: ApprovedPayout,
    draft: Draft,
    { envelope, today }: CommandContext,
  ): Promise<IssueOutcome> {
    const { payoutId, root } = payout.proposal;
    const { accountId, accountRevision } = draft;
    const commandId = uuidFrom('issue', payoutId, root, accountId);
    try {
      const outcome = await this.accounts.transact(
        accountId,
        { ...envelope, commandId, commandHash: root, causationId: envelope.commandId },
        (state) => issueStatement(state, payout, draft, today),
        { expectedRevision: accountRevision },
      );
      return outcome.kind === 'rejected'
        ? { accountId, reason: outcome.rejections.map(({ message }) => message).join('; ') }
        : { accountId, statementId: statementId(payoutId, draft) };
    } catch (error) {
      if (!(error instanceof RevisionMismatch)) throw error;
      const { expected, actual } = error;
      return { accountId, reason: `The account moved from revision ${expected} to ${actual}` };
    }
  }
}
