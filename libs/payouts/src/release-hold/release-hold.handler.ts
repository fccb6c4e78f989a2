import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { ACCOUNTS } from '../payouts.token';
import { releaseHold } from './release-hold';

export class ReleaseHoldCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly accountId: string,
    readonly holdId: string,
    readonly reason: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReleaseHoldCommand)
export class ReleaseHoldHandler implements ICommandHandler<ReleaseHoldCommand> {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>) {}

  execute({
    accountId,
    holdId,
    reason,
    context: { envelope, options, today },
  }: ReleaseHoldCommand): Promise<Outcome<Account, AccountEvent>> {
    const command = { holdId, reason, releasedOn: today };
    return this.accounts.transact(
      accountId,
      envelope,
      (state) => releaseHold(state, command),
      options,
    );
  }
}
