import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { uuidFrom, type Envelope } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { amountOf, type CommandContext } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { personOf } from '../payout/person-of';
import { ACCOUNTS } from '../payouts.token';
import { accountUnknown, proposeWriteOff } from './propose-write-off';

interface Wanted {
  readonly book: string;
  /** In the account's currency. */
  readonly amount: string;
}

export const writeOffIdOf = ({ commandId }: Envelope): string => uuidFrom('write-off', commandId);

export class ProposeWriteOffCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly accountId: string,
    readonly body: Wanted,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ProposeWriteOffCommand)
export class ProposeWriteOffHandler implements ICommandHandler<ProposeWriteOffCommand> {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>) {}

  execute({
    accountId,
    body: { book, amount },
    context: { envelope, options, today },
  }: ProposeWriteOffCommand): Promise<Outcome<Account, AccountEvent>> {
    const wanted = {
      writeOffId: writeOffIdOf(envelope),
      book,
      proposedOn: today,
      proposedBy: personOf(envelope),
    };
    return this.accounts.transact(
      accountId,
      envelope,
      (state) =>
        state.payee
          ? proposeWriteOff(state, {
              ...wanted,
              amount: amountOf(amount, state.payee.currency, 'amount'),
            })
          : accountUnknown(),
      options,
    );
  }
}
