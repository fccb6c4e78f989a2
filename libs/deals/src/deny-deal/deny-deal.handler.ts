import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { ApproverRegistry } from '../review/approver-registry';
import { denyDeal, type DenyDeal } from './deny-deal';

export class DenyDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly body: DenyDeal,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DenyDealCommand)
export class DenyDealHandler implements ICommandHandler<DenyDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly approvers: ApproverRegistry,
  ) {}

  execute({ dealId, body, context }: DenyDealCommand): Promise<Outcome<Deal, DealEvent>> {
    return this.approvers.decide(this.deals, dealId, context, (state) => denyDeal(state, body));
  }
}
