import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { ApproverRegistry } from '../review/approver-registry';
import { returnDeal } from './return-deal';

export class ReturnDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly body: { readonly question: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReturnDealCommand)
export class ReturnDealHandler implements ICommandHandler<ReturnDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly approvers: ApproverRegistry,
  ) {}

  execute({ dealId, body, context }: ReturnDealCommand): Promise<Outcome<Deal, DealEvent>> {
    return this.approvers.decide(this.deals, dealId, context, (state, { approver }) =>
      returnDeal(state, { ...body, approver }),
    );
  }
}
