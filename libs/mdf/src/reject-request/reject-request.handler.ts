import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { rejectRequest, type RejectRequest } from './reject-request';

export class RejectRequestCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: RejectRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RejectRequestCommand)
export class RejectRequestHandler implements ICommandHandler<RejectRequestCommand> {
  constructor(@Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>) {}

  execute({ fundId, body, context }: RejectRequestCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    return this.funds.transact(fundId, envelope, (state) => rejectRequest(state, body), options);
  }
}
