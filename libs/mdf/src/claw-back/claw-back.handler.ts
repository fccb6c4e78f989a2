import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { clawBack, type ClawBack } from './claw-back';

export class ClawBackCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: ClawBack,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ClawBackCommand)
export class ClawBackHandler implements ICommandHandler<ClawBackCommand> {
  constructor(@Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>) {}

  execute({ fundId, body, context }: ClawBackCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    return this.funds.transact(fundId, envelope, (state) => clawBack(state, body), options);
  }
}
