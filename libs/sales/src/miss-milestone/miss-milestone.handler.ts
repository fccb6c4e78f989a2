import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { missMilestone } from './miss-milestone';

export class MissMilestoneCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly saleId: string,
    readonly milestone: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(MissMilestoneCommand)
export class MissMilestoneHandler implements ICommandHandler<MissMilestoneCommand> {
  constructor(@Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>) {}

  execute({ saleId, milestone, context }: MissMilestoneCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { envelope, options, today: on } = context;
    return this.sales.transact(
      saleId,
      envelope,
      (state) => missMilestone(state, { milestone, on }),
      options,
    );
  }
}
