import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { uuidFrom, type Envelope, type Money } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { CoFunderAccount } from '../co-funder/co-funder';
import type { CoFunderEvent } from '../co-funder/co-funder.events';
import { personOf } from '../payout/person-of';
import { CO_FUNDERS } from '../payouts.token';
import { receiveRefund } from './receive-refund';

export const receiptIdOf = ({ commandId }: Envelope): string =>
  uuidFrom('refund-receipt', commandId);

export class ReceiveRefundCommand extends Command<Outcome<CoFunderAccount, CoFunderEvent>> {
  constructor(
    readonly accountId: string,
    readonly body: { readonly amount: Money; readonly reference: string | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReceiveRefundCommand)
export class ReceiveRefundHandler implements ICommandHandler<ReceiveRefundCommand> {
  constructor(
    @Inject(CO_FUNDERS) private readonly coFunders: Streams<CoFunderAccount, CoFunderEvent>,
  ) {}

  execute({
    accountId,
    body,
    context: { envelope, options },
  }: ReceiveRefundCommand): Promise<Outcome<CoFunderAccount, CoFunderEvent>> {
    const receipt = {
      ...body,
      receiptId: receiptIdOf(envelope),
      receivedOn: envelope.occurredOn,
      receivedBy: personOf(envelope),
    };
    return this.coFunders.transact(
      accountId,
      envelope,
      (state) => receiveRefund(state, receipt),
      options,
    );
  }
}
