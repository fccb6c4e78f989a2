import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { sendTransfer, type SendTransfer } from './send-transfer';

export class SendTransferCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: SendTransfer,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(SendTransferCommand)
export class SendTransferHandler implements ICommandHandler<SendTransferCommand> {
  constructor(@Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>) {}

  execute({ fundId, body, context }: SendTransferCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    return this.funds.transact(
      fundId,
      envelope,
      async (state) => {
        // A fund does not wait in its own queue: what it sends to itself is refused all the same.
        const { state: target } = await this.funds.look(body.toFundId, { fresh: true });
        return sendTransfer(state, body, { on, target });
      },
      options,
    );
  }
}
