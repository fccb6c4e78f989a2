import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { personOf } from '../payout/person-of';
import { ACCOUNTS } from '../payouts.token';
import { decideWriteOff, type DecideWriteOff } from './decide-write-off';

export class DecideWriteOffCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly accountId: string,
    readonly body: Pick<DecideWriteOff, 'writeOffId' | 'effect'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DecideWriteOffCommand)
export class DecideWriteOffHandler implements ICommandHandler<DecideWriteOffCommand> {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>) {}

  execute({
    accountId,
    body,
    context: { envelope, options, today },
  }: DecideWriteOffCommand): Promise<Outcome<Account, AccountEvent>> {
    const decision = { ...body, today, by: personOf(envelope) };
    return this.accounts.transact(
      accountId,
      envelope,
      (state) => decideWriteOff(state, decision),
      options,
    );
  }
}
