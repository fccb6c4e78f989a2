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
import { NO_SUCH_CHANGE, proposeRejection } from './propose-rejection';

export class ProposeRejectionCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly body: SeenChange & { readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ProposeRejectionCommand)
export class ProposeRejectionHandler implements ICommandHandler<ProposeRejectionCommand> {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly changes: ChangeOf,
  ) {}

  async execute({
    body,
    context: { envelope, options, today },
  }: ProposeRejectionCommand): Promise<Outcome<Account, AccountEvent>> {
    const found = await this.changes.seen(body);
    if (!found) return { kind: 'rejected', rejections: [NO_SUCH_CHANGE] };
    const command = { ...found, reason: body.reason, by: personOf(envelope), today };
    return this.accounts.transact(
      found.payee.accountId,
      envelope,
      (state) => proposeRejection(state, command),
      options,
    );
  }
}
