import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accepted } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { awaitConclusion } from '../payout/await-conclusion';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { personOf } from '../payout/person-of';
import { PAYOUTS } from '../payouts.token';
import { issued, requestIssue } from './issue-payout';
import { IssueStatementsWork } from './issue-statements-work';

export class IssuePayoutCommand extends Command<Outcome<Payout, PayoutEvent>> {
  constructor(
    readonly payoutId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Records that what was approved is to be issued; the worker writes it into the accounts. */
@CommandHandler(IssuePayoutCommand)
export class IssuePayoutHandler implements ICommandHandler<IssuePayoutCommand> {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    private readonly statements: IssueStatementsWork,
  ) {}

  async execute({ payoutId, context }: IssuePayoutCommand): Promise<Outcome<Payout, PayoutEvent>> {
    const { envelope, options, today } = context;
    const outcome = await this.payouts.transact(
      payoutId,
      envelope,
      async (state) => {
        const decision = requestIssue(state, personOf(envelope), today);
        if (!options.dryRun || state.status !== 'approved') return decision;
        const outcomes = await this.statements.tried(state, today, envelope);
        const requested = decision.kind === 'accepted' ? decision.events : [];
        return accepted(...requested, issued(today, outcomes));
      },
      options,
    );
    return awaitConclusion(this.payouts, payoutId, outcome, ({ type }) => type === 'PayoutIssued');
  }
}
