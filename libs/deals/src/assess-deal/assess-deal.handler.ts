import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { ApproverRegistry } from '../review/approver-registry';
import { assessDeal, type Score } from './assess-deal';

export class AssessDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly scores: readonly Score[],
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AssessDealCommand)
export class AssessDealHandler implements ICommandHandler<AssessDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly approvers: ApproverRegistry,
  ) {}

  execute({ dealId, scores, context }: AssessDealCommand): Promise<Outcome<Deal, DealEvent>> {
    return this.approvers.decide(this.deals, dealId, context, (state, _entitled, { rules }) =>
      assessDeal(state, scores, rules),
    );
  }
}
