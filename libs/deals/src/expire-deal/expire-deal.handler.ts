import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IsoDate } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { expireDeal } from './expire-deal';

export class ExpireDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly body: { readonly on: IsoDate },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ExpireDealCommand)
export class ExpireDealHandler implements ICommandHandler<ExpireDealCommand> {
  constructor(@Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>) {}

  execute({ dealId, body, context }: ExpireDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options } = context;
    return this.deals.transact(dealId, envelope, (state) => expireDeal(state, body), options);
  }
}
