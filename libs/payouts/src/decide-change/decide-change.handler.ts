import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { SeenChange } from '../acknowledge-change/acknowledge-change.handler';
import { ChangeOf } from '../late-changes/change-of.query';
import { personOf } from '../payout/person-of';
import { ACCOUNTS } from '../payouts.token';
import { NO_SUCH_CHANGE } from '../propose-rejection/propose-rejection';
import { decideChange, type DecideChange } from './decide-change';

export class DecideChangeCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly body: SeenChange & Pick<DecideChange, 'effect'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DecideChangeCommand)
export class DecideChangeHandler implements ICommandHandler<DecideChangeCommand> {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly changes: ChangeOf,
  ) {}

  async execute({
    body,
    context: { envelope, options, today },
  }: DecideChangeCommand): Promise<Outcome<Account, AccountEvent>> {
    const found = await this.changes.seen(body);
    if (!found) return { kind: 'rejected', rejections: [NO_SUCH_CHANGE] };
    const command = { ...found, effect: body.effect, by: personOf(envelope), today };
    return this.accounts.transact(
      found.payee.accountId,
      envelope,
      (state) => decideChange(state, command),
      options,
    );
  }
}
