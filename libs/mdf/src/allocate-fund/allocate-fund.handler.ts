import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Money } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { allocateFund } from './allocate-fund';

export class AllocateFundCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: { readonly amount: Money },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AllocateFundCommand)
export class AllocateFundHandler implements ICommandHandler<AllocateFundCommand> {
  constructor(@Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>) {}

  execute({ fundId, body, context }: AllocateFundCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    return this.funds.transact(fundId, envelope, (state) => allocateFund(state, body), options);
  }
}
