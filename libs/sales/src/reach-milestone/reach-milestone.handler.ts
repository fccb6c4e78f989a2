import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Sale, Milestone } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { reachMilestone } from './reach-milestone';

export class ReachMilestoneCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly saleId: string,
    readonly reached: Milestone,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReachMilestoneCommand)
export class ReachMilestoneHandler implements ICommandHandler<ReachMilestoneCommand> {
  constructor(@Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>) {}

  execute({ saleId, reached, context }: ReachMilestoneCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { envelope, options } = context;
    return this.sales.transact(
      saleId,
      envelope,
      (state) => reachMilestone(state, reached),
      options,
    );
  }
}
