import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { uuidFrom, type Envelope } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { amountOf, type CommandContext } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { personOf } from '../payout/person-of';
import { ACCOUNTS } from '../payouts.token';
import { accountUnknown } from '../propose-write-off/propose-write-off';
import { receiveRepayment } from './receive-repayment';

interface Received {
  readonly book: string;
  /** In the account's currency. */
  readonly amount: string;
  readonly reference: string | null;
}

export const repaymentIdOf = ({ commandId }: Envelope): string => uuidFrom('repayment', commandId);

export class ReceiveRepaymentCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly accountId: string,
    readonly body: Received,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReceiveRepaymentCommand)
export class ReceiveRepaymentHandler implements ICommandHandler<ReceiveRepaymentCommand> {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>) {}

  execute({
    accountId,
    body: { amount, ...body },
    context: { envelope, options },
  }: ReceiveRepaymentCommand): Promise<Outcome<Account, AccountEvent>> {
    const received = {
      ...body,
      repaymentId: repaymentIdOf(envelope),
      receivedOn: envelope.occurredOn,
      receivedBy: personOf(envelope),
    };
    return this.accounts.transact(
      accountId,
      envelope,
      (state) =>
        state.payee
          ? receiveRepayment(state, {
              ...received,
              amount: amountOf(amount, state.payee.currency, 'amount'),
            })
          : accountUnknown(),
      options,
    );
  }
}
