import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { closeDeal } from './close-deal';

export class CloseDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly result: 'won' | 'lost',
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(CloseDealCommand)
export class CloseDealHandler implements ICommandHandler<CloseDealCommand> {
  constructor(@Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>) {}

  execute({ dealId, result, context }: CloseDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options } = context;
    const close = { result, on: envelope.occurredOn };
    return this.deals.transact(dealId, envelope, (state) => closeDeal(state, close), options);
  }
}
