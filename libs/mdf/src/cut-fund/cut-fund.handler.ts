import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Money } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { cutFund } from './cut-fund';

export class CutFundCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: { readonly amount: Money },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(CutFundCommand)
export class CutFundHandler implements ICommandHandler<CutFundCommand> {
  constructor(@Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>) {}

  execute({ fundId, body, context }: CutFundCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    return this.funds.transact(fundId, envelope, (state) => cutFund(state, body, { on }), options);
  }
}
