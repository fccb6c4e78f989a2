import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { returnClaim, type ReturnClaim } from './return-claim';

export class ReturnClaimCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: ReturnClaim,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReturnClaimCommand)
export class ReturnClaimHandler implements ICommandHandler<ReturnClaimCommand> {
  constructor(@Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>) {}

  execute({ fundId, body, context }: ReturnClaimCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    return this.funds.transact(fundId, envelope, (state) => returnClaim(state, body), options);
  }
}
