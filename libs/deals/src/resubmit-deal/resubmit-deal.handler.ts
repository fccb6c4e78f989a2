import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent, OpportunityRef } from '../deal.events';
import { DEALS } from '../deals.token';
import { isAnothers } from '../own-deals';
import { notOpen } from '../refusals';
import type { RegisterDeal } from '../register-deal/register-deal';
import { RegisterDealCommand } from '../register-deal/register-deal.handler';
import { resubmission } from './resubmit-deal';

export class ResubmitDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly submission: { readonly dealId: string; readonly origin: OpportunityRef | null },
    readonly changes: Partial<RegisterDeal>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Registers what has ended anew; whatever a registration is checked for is checked again. */
@CommandHandler(ResubmitDealCommand)
export class ResubmitDealHandler implements ICommandHandler<ResubmitDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly commands: CommandBus,
  ) {}

  async execute({
    dealId,
    submission,
    changes,
    context,
  }: ResubmitDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { state } = await this.deals.look(dealId, { fresh: true });
    const command = isAnothers(state, context.caller)
      ? notOpen({ status: 'unknown' })
      : resubmission(state, submission, changes);
    if (!('kind' in command)) {
      return this.commands.execute(new RegisterDealCommand(command, context));
    }
    if (command.kind === 'accepted') throw new Error('A resubmission is a registration of its own');
    return { kind: 'rejected', rejections: command.rejections };
  }
}
