import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { onOwn } from '../own-deals';
import { withdrawDeal } from './withdraw-deal';

export class WithdrawDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(WithdrawDealCommand)
export class WithdrawDealHandler implements ICommandHandler<WithdrawDealCommand> {
  constructor(@Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>) {}

  execute({ dealId, context }: WithdrawDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options, caller } = context;
    const on = envelope.occurredOn;
    const decide = onOwn(caller, (state) => withdrawDeal(state, { on }));
    return this.deals.transact(dealId, envelope, decide, options);
  }
}
