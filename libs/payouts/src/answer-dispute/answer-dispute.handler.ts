import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Money } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { amountOf, type CommandContext } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { ACCOUNTS } from '../payouts.token';
import { answerDispute } from './answer-dispute';

interface Answer {
  readonly disputeId: string;
  readonly isAccepted: boolean;
  /** In the account's currency; null: all of it. */
  readonly amount: string | null;
  readonly reason: string;
}

export class AnswerDisputeCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly accountId: string,
    readonly body: Answer,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AnswerDisputeCommand)
export class AnswerDisputeHandler implements ICommandHandler<AnswerDisputeCommand> {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>) {}

  execute({
    accountId,
    body,
    context: { envelope, options, today },
  }: AnswerDisputeCommand): Promise<Outcome<Account, AccountEvent>> {
    return this.accounts.transact(
      accountId,
      envelope,
      (state) => {
        const { disputeId, reason } = body;
        const accept = body.isAccepted ? part(state, body) : null;
        return answerDispute(state, { disputeId, accept, reason, today });
      },
      options,
    );
  }
}

/** @throws Problem 400 when the amount is none of the dispute's currency */
function part({ disputes }: Account, { disputeId, amount }: Answer): Money | 'all' {
  const known = disputes.get(disputeId);
  return known && amount !== null ? amountOf(amount, known.dispute.currency, 'amount') : 'all';
}
